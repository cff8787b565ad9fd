import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Service } from '../../service/service.ts';
import { environment as environmentAssignment, envFilePath, searchPath } from '../quote.ts';
import { usesSearchPath } from './exec.ts';
import { putEncoded, type Sheet } from './sheet.ts';

/** PATH, what holds a specifier, and the env files, secrets last. */
export function planEnvironment(service: Service, sheet: Sheet): void {
  const { environment, path, prefix, secrets, placeOf, env } = service;
  const at = environment.placeOf(['path']);
  for (const entry of path)
    if (!/^(?:\/|\uFDD0)/.test(entry))
      sheet.diagnostics.push(diagnostic('path-entry-invalid', at, { entry }));
  checkVolatile(service, sheet);
  putEncoded(
    sheet,
    'Service',
    'Environment',
    environmentAssignment('PATH', path.join(':')),
    path.join(':'),
    at,
  );
  if (usesSearchPath(service))
    putEncoded(sheet, 'Service', 'ExecSearchPath', searchPath(path), path.join(':'), at);
  for (const [name, { value, at: place }] of env) {
    if (value.includes('\uFDD0'))
      putEncoded(sheet, 'Service', 'Environment', environmentAssignment(name, value), value, place);
  }
  const file = `${environment.store}/current/env/${prefix}.env`;
  putEncoded(sheet, 'Service', 'EnvironmentFile', envFilePath(file), file, {
    tsm: 'the environment of the service, which bus and process list do not show',
  });
  if (secrets.length === 0) return;
  const secretFile = `${environment.store}/secrets/${prefix}.env`;
  putEncoded(sheet, 'Service', 'EnvironmentFile', envFilePath(secretFile), secretFile, placeOf(['secrets']));
}

/** Directories that a version manager or a login makes, and that are gone when the shell or the session ends. */
const VOLATILE: readonly (readonly [RegExp, string])[] = [
  [/\/fnm_multishells\//, 'fnm makes that directory for one shell'],
  [/^\/run\/user\//, 'it belongs to a login session'],
  [/^(?:\/var)?\/tmp\/|^\/dev\/shm\//, 'it is a temporary directory'],
];

/** One look for all of them at once. */
const MAYBE_VOLATILE = /\/(?:fnm_multishells|run\/user|tmp|dev\/shm)\//;

function checkVolatile({ path, command, environment, placeOf }: Service, sheet: Sheet): void {
  const program = command.kind === 'simple' ? (command.words[0] ?? '') : '';
  if (!MAYBE_VOLATILE.test(`${path.join('/:')}/:${program}`)) return;
  for (const [one, at] of [
    ...path.map((entry) => [`${entry}/`, environment.placeOf(['path'])] as const),
    [program, placeOf(['command'])] as const,
  ]) {
    const why = VOLATILE.find(([pattern]) => pattern.test(one))?.[1];
    if (why !== undefined)
      sheet.diagnostics.push(diagnostic('volatile-path', at, { path: one.replace(/(?<=.)\/$/, ''), why }));
  }
}
