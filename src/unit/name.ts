import { byteLength } from './refusal.ts';
import type { UnitName } from './unit.ts';

export type UnitType = 'service' | 'socket' | 'timer' | 'path' | 'slice' | 'target';

/** A checked name, or why systemd or we refuse it, as one clause. */
export type NamedUnit = { readonly name: UnitName } | { readonly problem: string };

const maximumName = 255;

/** Names whose owner is the distribution: one of ours would replace it or be taken for it. */
const distributionUnits: Readonly<Record<UnitType, ReadonlySet<string>>> = {
  service:
    names(`auditd chrony chronyd console-getty containerd cron crond dbus dbus-broker debug-shell display-manager
    docker emergency firewalld getty ifup keyboard-setup ldconfig logrotate networking NetworkManager nftables polkit
    quotaon rc-local rescue rsyslog snapd ssh sshd sudo syslog udev ufw unattended-upgrades user`),
  socket: names('containerd dbus docker snapd ssh sshd syslog'),
  timer: names('apt-daily apt-daily-upgrade dpkg-db-backup e2scrub_all fstrim logrotate man-db'),
  path: names(''),
  slice: names('app background capsule machine session system user'),
  target:
    names(`basic bluetooth boot-complete cryptsetup ctrl-alt-del default emergency exit factory-reset final
    first-boot-complete getty getty-pre graphical graphical-session halt hibernate hybrid-sleep initrd integritysetup
    kbrequest kexec local-fs local-fs-pre machines multi-user network network-online network-pre nss-lookup
    nss-user-lookup paths poweroff printer reboot remote-cryptsetup remote-fs remote-fs-pre rescue rpcbind shutdown
    sigpwr sleep slices smartcard sockets soft-reboot sound ssh-access storage-target-mode suspend
    suspend-then-hibernate swap sysinit system-update time-set time-sync timers umount usb-gadget veritysetup
    xdg-desktop-autostart`),
};

function names(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}

type NameRule = readonly [refuses: (prefix: string, type: UnitType) => boolean, problem: string];

/** systemd.unit(5) and src/basic/unit-name.c: unit_name_is_valid, then what is legal but hurts. */
const nameRules: readonly NameRule[] = [
  [(prefix) => prefix === '', 'it is empty'],
  [(prefix) => prefix.includes('\\'), 'a backslash begins an escape of systemd'],
  [(prefix) => prefix.includes('@'), 'an @ would make it a template'],
  [(prefix) => !/^[A-Za-z0-9:_.-]*$/.test(prefix), 'only letters, digits and : _ . - can stand in it'],
  [(prefix) => prefix.startsWith('-'), 'a leading dash makes systemctl read it as an option'],
  [(prefix) => prefix.startsWith('.'), 'a leading dot makes it a hidden file, which systemd ignores'],
  [
    (prefix) => prefix.endsWith('-'),
    'with a dash at the end its drop-ins would apply to every name that begins so',
  ],
  [(prefix, type) => byteLength(`${prefix}.${type}`) > maximumName, `it is longer than ${maximumName} bytes`],
  [(prefix, type) => type === 'slice' && prefix.includes('--'), 'a slice has no two dashes in a row'],
  [(prefix) => prefix.startsWith('systemd-'), 'names that begin with systemd- belong to systemd'],
  [(prefix, type) => distributionUnits[type].has(prefix), 'a unit of the distribution has this name'],
];

/** The name `<prefix>.<type>`, checked. */
export function unitName(prefix: string, type: UnitType): NamedUnit {
  const broken = nameRules.find(([refuses]) => refuses(prefix, type));
  return broken === undefined ? { name: `${prefix}.${type}` as UnitName } : { problem: broken[1] };
}

/**
 * The slice of an environment. Slices nest by dash and inherit limits, so no environment may lie inside another:
 * every dash within a part becomes `_`.
 */
export const sliceName = (project: string, environment: string): NamedUnit =>
  unitName(`${project.replaceAll('-', '_')}-${environment.replaceAll('-', '_')}`, 'slice');

/** Text as a part of a unit name, as systemd-escape(1) does: every byte that cannot stand there becomes `\xhh`. */
export const escapeName = (text: string): string =>
  [...new TextEncoder().encode(text)].map((byte, index) => escapeByte(byte, index)).join('');

function escapeByte(byte: number, index: number): string {
  const character = String.fromCharCode(byte);
  if (character === '/') return '-';
  const stands = /[A-Za-z0-9:_.]/.test(character) && !(index === 0 && character === '.');
  return stands ? character : `\\x${byte.toString(16).padStart(2, '0')}`;
}

/** A path as a part of a unit name, as `systemd-escape --path`. Undefined for a path with `..`, which systemd refuses. */
export function escapePath(path: string): string | undefined {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return undefined;
  return parts.length === 0 ? '-' : escapeName(parts.join('/'));
}
