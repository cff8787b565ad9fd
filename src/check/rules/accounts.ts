import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { rawValues, type Subject } from '../subject.ts';

/** Accounts that each distribution brings: base-passwd and systemd's own basic.conf. */
const EVERYWHERE = new Set(
  'root nobody nogroup daemon bin sys adm tty disk lp mail kmem dialout cdrom tape audio video input kvm render users utmp systemd-journal'.split(
    ' ',
  ),
);

const KEYS = new Set(['User', 'Group', 'SupplementaryGroups', 'SocketUser', 'SocketGroup']);

/** Accounts that only a raw directive names: nobody creates them. */
export function accountsFromHost({ services }: Subject): readonly Diagnostic[] {
  const created = new Set(services.flatMap(({ user, group }) => [user, group]));
  return rawValues(services).flatMap(({ key, value, at }) =>
    KEYS.has(key)
      ? value
          .split(/\s+/)
          .filter((name) => /^[A-Za-z_]/.test(name) && !EVERYWHERE.has(name) && !created.has(name))
          .map((name) => diagnostic('account-from-host', at, { key, name }))
      : [],
  );
}

/** Root is a choice that somebody should have made. */
export const rootUnsaid = ({
  bundle: { environment },
  services,
  saysUser,
}: Subject): readonly Diagnostic[] =>
  !saysUser && environment.scope === 'system' && services.some(isRootByDefault)
    ? [diagnostic('runs-as-root', environment.placeOf([]), { environment: environment.name })]
    : [];

const isRootByDefault = ({ settings, user }: Subject['services'][number]): boolean =>
  user === 'root' && settings.user === undefined && settings.unit?.['Service']?.['User'] === undefined;
