import { posix } from 'node:path';
import { fillTemplate } from '../config/template.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Place } from '../diagnostics/place.ts';
import { resolveOnHost } from '../unit/host-path.ts';
import { fill, type Bench } from './bench.ts';
import { hostDirectory } from './definitions.ts';
import { isPlainAbsolute } from './environment.ts';

/** Where the service runs: as set, else the folder of its .tsm file, else the root; then a leading `cd` of the command. */
export function workingDirectory(bench: Bench, changed: string | undefined): string | undefined {
  const start = startDirectory(bench);
  const directory = start === undefined || changed === undefined ? start : resolveOnHost(start, changed);
  if (directory === undefined) return undefined;
  if (isPlainAbsolute(directory)) return directory;
  bench.diagnostics.push(
    diagnostic('path-not-absolute', bench.placeOf(['cwd']), { key: 'cwd', value: directory }),
  );
  return undefined;
}

function startDirectory(bench: Bench): string | undefined {
  const { settings, definition, environment, placeOf, diagnostics } = bench;
  const at = placeOf(['cwd']);
  if (settings.cwd !== undefined) {
    const written = fill(
      fillTemplate(settings.cwd.replace(/^~(?=\/|$)/, environment.home), bench.known),
      settings.cwd,
      at,
      bench,
    );
    return belowRoot(written, 'the working directory', at, bench);
  }
  if (definition.file === undefined || environment.root === undefined)
    return belowRoot('.', 'the working directory', at, bench);
  const directory = hostDirectory(definition.file, environment);
  if (directory === undefined)
    diagnostics.push(
      diagnostic('tsm-file-outside-root', at, { file: definition.file, root: environment.root.from }),
    );
  return directory;
}

/** An absolute path as it is, a relative one below the root on the host, which it may not leave. */
function belowRoot(path: string, what: string, at: Place, bench: Bench): string | undefined {
  const { environment, diagnostics } = bench;
  if (path.startsWith('/') || path.startsWith(environment.home))
    return posix.normalize(path).replace(/(?<=.)\/$/, '');
  if (environment.root === undefined) {
    const need = what.startsWith('the sourced') ? `${what} ${path}` : what;
    diagnostics.push(
      diagnostic('root-missing', environment.placeOf(['root']), { environment: environment.name, need }),
    );
    return undefined;
  }
  const { to } = environment.root;
  const joined = posix.join(to, path).replace(/(?<=.)\/$/, '');
  if (!`${joined}/`.startsWith(to === '/' ? to : `${to}/`))
    diagnostics.push(
      diagnostic('relative-path-outside-root', at, { what, value: path, path: joined, root: to }),
    );
  return joined;
}

/** A sourced file on the host. */
export function sourcePath(written: string, bench: Bench): string {
  const at = bench.placeOf(['source']);
  const known = new Map([
    ['HOME', bench.environment.home],
    ...[...bench.environment.variables].map(([name, { value }]) => [name, value] as const),
  ]);
  const path = fill(fillTemplate(written, known), written, at, bench);
  return belowRoot(path, 'the sourced file', at, bench) ?? path;
}
