// [I/O] What a verb needs to know of the machine before it acts.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { projectIds, type FoundBundle } from '../install/find-bundle.ts';
import { chooseInstalled, findInstalled, type Installed } from '../install/hosts.ts';
import { hostPaths, type HostPaths } from '../install/paths.ts';
import { EXIT, type Caller, type Terminal } from '../terminal.ts';
import { locateDiagnostics, showDiagnostics } from './show-diagnostics.ts';
import { printDocument } from './print-document.ts';
import { sudoLine } from './sudo-line.ts';
import { isBooted, isLocalLibAtBoot } from '../install/stores.ts';
import { userName } from '../install/trust.ts';

export const pathsFor = (scope: 'system' | 'user', base: string, { home, runtime }: Caller): HostPaths =>
  hostPaths({ scope, home, runtime, localLibAtBoot: isLocalLibAtBoot() }, base);

/** What keeps a change from being made at all, said before anything is looked at. */
export function refusal(scope: 'system' | 'user', caller: Caller): Diagnostic | undefined {
  if (scope === 'system' && caller.uid !== 0) return needsRoot(caller);
  if (!isBooted()) return diagnostic('no-systemd', undefined, {});
  if (scope === 'user' && !existsSync(join(caller.runtime, 'systemd')))
    return diagnostic('no-user-manager', undefined, {
      reason: `${caller.runtime}/systemd is not there`,
      user: userName(caller.uid),
    });
  return undefined;
}

/** What keeps a service manager from being asked; to look takes no root. */
export function unreachableBy(scope: 'system' | 'user', caller: Caller): Diagnostic | undefined {
  const refused = refusal(scope, caller);
  return refused?.code === 'needs-root' ? undefined : refused;
}

/** Root would be told whom to distrust, and its own manager is not meant. */
export function bundleOfUser(
  { folder, environment, isForUser }: FoundBundle,
  { caller }: Terminal,
): Diagnostic | undefined {
  const owner = statSync(folder).uid;
  return isForUser && caller.uid === 0 && owner !== 0
    ? diagnostic('bundle-of-user', undefined, { environment, user: userName(owner) })
    : undefined;
}

/** With the line that does the same as root. */
export const needsRoot = (caller: Caller): Diagnostic =>
  diagnostic('needs-root', undefined, { command: sudoLine(caller) });

/** The one installed environment that a host verb means. */
export function installedFor(
  environments: readonly string[],
  { caller, cwd }: Terminal,
): Checked<Installed & { manifest: NonNullable<Installed['manifest']> }> {
  const chosen = chooseInstalled(findInstalled(caller), environments[0], projectIds(cwd));
  if (chosen.value?.manifest === undefined) return { value: undefined, diagnostics: chosen.diagnostics };
  return { value: { ...chosen.value, manifest: chosen.value.manifest }, diagnostics: chosen.diagnostics };
}

/** Codes that mean the host and not the input refused. */
const HOST_CODES: ReadonlySet<string> = new Set([
  'needs-root',
  'journal-closed',
  'not-permitted',
  'no-systemd',
  'manager-silent',
  'no-user-manager',
  'lock-busy',
  'try-missing',
  'try-impossible',
]);

/** Shows why nothing was done. */
export async function refuse(
  diagnostics: readonly Diagnostic[],
  terminal: Terminal,
  json: boolean,
): Promise<number> {
  const { withWayOn } = await import('./way-on.ts');
  const located = await locateDiagnostics(
    diagnostics.map((one) => withWayOn(one, terminal)),
    terminal.cwd,
  );
  if (json) printDocument('refusal', { ok: false, diagnostics: located }, terminal);
  else await showDiagnostics(located, terminal);
  if (diagnostics.some(({ code }) => code === 'unit-pinned')) return EXIT.changesPending;
  if (diagnostics.some(({ code }) => code === 'secret-cancelled')) return EXIT.interrupted;
  return diagnostics.some(({ code }) => HOST_CODES.has(code)) ? EXIT.refused : EXIT.wrongInput;
}
