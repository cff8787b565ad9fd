import { posix } from 'node:path';
import type { WrittenService } from '../config/written.ts';
import { shellQuote } from '../diagnostics/shell-quote.ts';
import { readCommand, type ShellCommand } from '../service/command.ts';
import type { Draft, DraftService, ImportNote } from './draft.ts';
import { changed } from './notes.ts';

const NOTHING = new Map<string, string>();

/**
 * A draft in which commands that have secrets among their arguments are scripts of the project: a unit may not have them, and
 * what ran is to run. Where the script would lie is known for a working directory below the project alone.
 */
export function withScripts(draft: Draft): Draft {
  const scripts = new Map<string, string>();
  const notes: ImportNote[] = [];
  const services = draft.services.map((service): DraftService => {
    const shown = shownSecrets(service, draft);
    if (shown === undefined) return service;
    const path = `services/${service.name}.sh`;
    scripts.set(path, scriptOf(shown));
    notes.push(changed(`${service.name}.command`, path, whyOf(shown.names)));
    return { ...service, settings: { ...service.settings, command: callOf(path, service.settings) } };
  });
  return scripts.size === 0 ? draft : { ...draft, services, scripts, notes: [...draft.notes, ...notes] };
}

interface Shown {
  readonly command: ShellCommand;
  readonly names: readonly string[];
}

function shownSecrets({ name, settings }: DraftService, draft: Draft): Shown | undefined {
  const { command, cwd = '/' } = settings;
  if (command === undefined || posix.isAbsolute(cwd)) return undefined;
  const read = readCommand(command, [], NOTHING, NOTHING);
  if ('problem' in read || read.kind === 'simple') return undefined;
  const secrets = secretsOf(name, settings, draft);
  const names = [...read.shows].filter((one) => secrets.has(one));
  return names.length === 0 ? undefined : { command: read, names };
}

const secretsOf = (name: string, settings: WrittenService, { environments }: Draft): ReadonlySet<string> =>
  new Set([
    ...(settings.secrets ?? []),
    ...Object.values(environments).flatMap(({ secrets = [], services = {} }) => {
      const there = services[name];
      return [...secrets, ...(there === undefined || there === false ? [] : (there.secrets ?? []))];
    }),
  ]);

const scriptOf = ({ command: { cwd, script }, names }: Shown): string =>
  [
    '#!/usr/bin/env bash',
    `# Every user of a host sees the arguments of a program, ${names.join(' and ')} among them.`,
    '# Better: let it read them from its environment, and write the command into its service file again.',
    ...(cwd === undefined ? [] : [`cd ${shellQuote(cwd)} || exit`]),
    script,
    '',
  ].join('\n');

const callOf = (path: string, { cwd = '/' }: WrittenService): string =>
  `bash ${shellQuote(posix.relative(cwd, path))}`;

const whyOf = (names: readonly string[]): string =>
  `${names.join(' and ')} among its arguments, which every user of a host sees, as before; a unit may not have that, so a script of the project does, which comes to the host with it. Better: let it read that from its environment, and write its command as it was`;
