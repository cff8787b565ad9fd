import { unitName } from '../unit/name.ts';

const LONGEST = 60;
/** utmp, and with it useradd(8). */
const LONGEST_USER = 31;

/** A name that tsm takes, as near as can be to what somebody called it: `api/v1` → `api-v1`. */
export function serviceName(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9_.-]+/g, '-');
  const trimmed = plain.replace(/^[^A-Za-z0-9]+/, '').slice(0, LONGEST);
  return trimmed.replace(/[-.]+$/, '') || 'service';
}

/** Names that are given once; those that differ by case alone count as one. */
export class NameBook {
  private readonly taken = new Set<string>();

  /** The name itself, or with a number where somebody has it already. */
  take(name: string): string {
    let free = name;
    for (let number = 2; this.taken.has(free.toLowerCase()); number++) free = `${name}-${number}`;
    this.taken.add(free.toLowerCase());
    return free;
  }
}

/** The name of a folder as that of a project: units begin with it, and none of the distribution may be meant. */
export function projectName(text: string): string {
  const name = serviceName(text);
  return [name, `${name}-app`, `app-${name}`].find(isFree) ?? name;
}

const isFree = (name: string): boolean =>
  isPrefix(name) && (['service', 'target', 'slice'] as const).every((type) => 'name' in unitName(name, type));

/** Whether units may begin with it and a dash: systemd has its own name to itself. */
export const isPrefix = (name: string): boolean => 'name' in unitName(`${name}-app`, 'service');

/** A user name that useradd(8) takes and no distribution has. */
export function userName(text: string): string {
  const name = text.toLowerCase().replaceAll(/[^a-z0-9_-]/g, '-');
  const begun = /^[a-z_]/.test(name) ? name : `app-${name}`;
  const whole = SYSTEM_USERS.has(begun) ? `${begun}-app` : begun;
  return whole.slice(0, LONGEST_USER).replace(/-+$/, '');
}

const SYSTEM_USERS = new Set(
  'root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc gnats nobody adm tty disk sudo staff users operator ftp http nginx apache postgres mysql redis docker ssh sshd messagebus input render kvm audio video'.split(
    ' ',
  ),
);

/** What a service is called as a unit of production, without its type. */
export const nameInProduction = (service: string, project: string): string =>
  service === project ? project : `${project}-${service}`;
