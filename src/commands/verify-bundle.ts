import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';
import { lingerWarnings } from '../host/linger.ts';
import type { StoredBundle } from '../install/store.ts';
import { verifyUnits } from '../systemd/verify.ts';
import { isLocalLibAtBoot } from '../install/stores.ts';

/** What systemd of this host says of the units of a bundle, and where their links would have to go. */
export async function verifyBundle({ manifest, files }: StoredBundle): Promise<readonly Diagnostic[]> {
  const units = new Map(
    [...files].filter(([path]) => /^[^/]+\.(?:service|target|slice|socket|timer|path)$/.test(path)),
  );
  const result = await verifyUnits({ units, scope: manifest.scope });
  const notes: readonly Diagnostic[] = [
    ...(manifest.scope === 'system' && !isLocalLibAtBoot()
      ? [diagnostic('links-in-etc', undefined, { reason: '/usr/local/lib is a file system of its own' })]
      : []),
    ...lingerWarnings(manifest.scope),
  ];
  if ('skipped' in result)
    return [
      ...notes,
      diagnostic('check-skipped', undefined, { what: 'systemd-analyze verify', reason: result.skipped }),
    ];
  return [
    ...notes,
    ...result.complaints.flatMap(({ unit, line, message, ...complaint }): readonly Diagnostic[] => {
      if (complaint.kind === 'missing-program' || complaint.kind === 'warning') return [];
      return complaint.kind === 'missing-unit'
        ? [diagnostic('required-unit-missing', undefined, { unit, needed: complaint.needed })]
        : [diagnostic('verify-complaint', undefined, { unit, line, message: printable(message) })];
    }),
  ];
}
