import { posix } from 'node:path';
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Place } from '../../diagnostics/place.ts';
import { quoted } from '../../diagnostics/printable.ts';
import type { Environment, Service } from '../../service/service.ts';
import { resolveOnHost } from '../../unit/host-path.ts';
import type { Subject } from '../subject.ts';

/** Working directories and files below the root that the project does not have. */
export const missingFiles = ({ services, sources }: Subject): readonly Diagnostic[] =>
  services.flatMap((service) =>
    filesOf(service).flatMap(({ what, path, at }) => {
      const file = inProject(path, service.environment);
      return file === undefined || sources.probe(file).exists
        ? []
        : [diagnostic('file-not-in-project', at, { what, path, file })];
    }),
  );

interface NamedFile {
  readonly what: string;
  readonly path: string;
  readonly at: Place;
}

const filesOf = ({
  cwd,
  source,
  settings,
  placeOf,
  environment: { root },
}: Service): readonly NamedFile[] => [
  { what: 'the working directory', path: cwd, at: placeOf(['cwd']) },
  ...source.map((path, index) => ({ what: 'the sourced file', path, at: placeOf(['source', index]) })),
  ...(settings.restartOn ?? []).map((path, index) => ({
    what: 'the file of restartOn',
    // A relative one is below the root.
    path: resolveOnHost(root?.to ?? '/', path),
    at: placeOf(['restartOn', index]),
  })),
];

/** The project's own name of what lies below the root on the host. */
function inProject(path: string, { root }: Environment): string | undefined {
  if (root === undefined || !`${path}/`.startsWith(`${root.to}/`)) return undefined;
  return posix.join(root.from, path.slice(root.to.length + 1));
}

/** Scripts of the project whose first line does not start them. What is no text is a binary. */
export const oddInterpreters = ({ services, sources }: Subject): readonly Diagnostic[] =>
  services.flatMap(({ command, cwd, environment, placeOf }) => {
    const program = command.kind === 'simple' ? (command.words[0] ?? '') : '';
    const file = program.includes('/') ? inProject(resolveOnHost(cwd, program), environment) : undefined;
    const read = file === undefined ? undefined : sources.read(file);
    if (file === undefined || read === undefined || !('source' in read)) return [];
    const odd = oddity(read.source.text);
    return odd === undefined ? [] : [diagnostic('interpreter-odd', placeOf(['command']), { file, ...odd })];
  });

/** execve(2) and Linux's binfmt_script: everything behind the interpreter is one argument. */
function oddity(text: string): { readonly problem: string; readonly fix: string } | undefined {
  if (text.startsWith('\x7fELF')) return undefined;
  if (!text.startsWith('#!'))
    return {
      problem: 'it has no #! line, and systemd starts no shell for it',
      fix: 'begin it with the interpreter, such as #!/bin/bash, or write that into the command',
    };
  const line = text.slice(2).split('\n', 1)[0] ?? '';
  const [interpreter = '', ...words] = line.trim().split(/[ \t]+/);
  if (line.endsWith('\r'))
    return {
      problem: 'its first line ends in a carriage return, which is part of the interpreter then',
      fix: "convert it: sed -i 's/\\r$//' FILE",
    };
  if (!interpreter.startsWith('/'))
    return {
      problem: `its interpreter ${quoted(interpreter)} is no absolute path`,
      fix: 'name it with its path, such as #!/usr/bin/env node',
    };
  if (interpreter.endsWith('/env') && words.length > 1 && !words[0]?.startsWith('-'))
    return {
      problem: `env would look for a program called ${quoted(words.join(' '))}`,
      fix: `write #!${interpreter} -S ${words.join(' ')}`,
    };
  return undefined;
}
