/** A name for a project, a service or a user, made from what a folder or a package is called: `@acme/My Shop` → `my-shop`. */
export function plainName(text: string, otherwise: string): string {
  const last = text.split('/').at(-1) ?? '';
  const plain = last
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .replaceAll(/^[-_]+|[-_]+$/g, '')
    .slice(0, LONGEST)
    .replace(/[-_]+$/, '');
  return plain === '' ? otherwise : plain;
}

/** Unit names, and the names of their folders, are made of it and more. */
const LONGEST = 48;

/** A user that sysusers can create: starts with a letter, at most 31 characters, and none that a system has anyway. */
export function userName(project: string): string {
  const plain = project
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]/g, '-')
    .replace(/^[^a-z_]+/, '')
    .slice(0, 31);
  if (plain === '') return 'app';
  return OF_THE_SYSTEM.has(plain) ? `${plain.slice(0, 27)}-app` : plain;
}

const OF_THE_SYSTEM = new Set(
  'root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc nobody ftp sshd dbus messagebus polkitd ntp adm wheel sudo nginx redis postgres mysql git http'.split(
    ' ',
  ),
);

/** Units that differ by case alone would be told apart by nobody. */
export const isTaken = (name: string, known: readonly string[]): boolean =>
  known.some((one) => one.toLowerCase() === name.toLowerCase());
