// [I/O] Adds a service to a project.
import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Compiled } from '../compile.ts';
import { loadProject } from '../config/load.ts';
import { validateConfig } from '../config/validate.ts';
import { diagnostic, hasErrors, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { serviceLayout } from '../scaffold/layout.ts';
import { isTaken } from '../scaffold/name.ts';
import { candidateFiles } from '../scaffold/new-file.ts';
import { parseCommand, parseName, parsePort, type Parsed } from '../scaffold/parse.ts';
import type { Proposal } from '../scaffold/proposal.ts';
import { askPrompts, layOutTexts, type Prompt } from '../scaffold/texts.ts';
import { EXIT } from '../terminal.ts';
import { compileProject } from './project.ts';
import { locateDiagnostics, showDiagnostics } from './show-diagnostics.ts';
import { refuse } from './host.ts';
import { compileWith, exitOf, findsFile, finish, mayAsk } from './scaffold.ts';
import type { Invocation } from './entry.ts';

/** `tsm new service`: one service file, where a pattern of the config finds it. */
export async function run({ args, flags, terminal }: Invocation): Promise<number> {
  const json = flags['json'] === true;
  const project = await loadProject(realpathSync(terminal.cwd));
  if (project.value === undefined) return refuse(project.diagnostics, terminal, json);
  const { directory, files } = project.value;
  const before = await compileProject(directory, []);
  const wanted = await wantedService(args[0], flags, !json && mayAsk(terminal), servicesOf(before.compiled));
  if (!('name' in wanted)) {
    await refuse([wanted], terminal, json);
    return exitOf(wanted.code);
  }
  const config = validateConfig(files.config, files.configFile).value;
  if (config === undefined) return refuse(before.compiled.diagnostics, terminal, json);
  const environments = Object.keys(config.environments);
  const patterns = config.services.flatMap((one) => (typeof one === 'string' ? [one] : []));
  const { path, found } = placeFor(wanted.name, patterns);
  const texts = await layOutTexts(serviceLayout(path, wanted, environments));
  const changes = [...texts].map(([file, text]) => ({ path: file, before: undefined, text }));
  const after = compileWith(directory, files.configFile, files.config, changes);
  if (hasErrors(after.diagnostics)) return refuse(after.diagnostics, terminal, json);
  const remarks = found
    ? []
    : [
        diagnostic('scaffold-no-pattern', undefined, {
          file: path,
          config: files.configFile,
          pattern: `${dirname(path)}/*.tsm`,
        }),
      ];
  const dryRun = flags['dryRun'] === true;
  const code = await finish(
    directory,
    changes,
    {
      json,
      dryRun,
      title: `${wanted.name}${dryRun ? ' would get' : ''}`,
      facts: { service: wanted.name, found, environments },
      notes: [],
      next: ['tsm generate'],
    },
    terminal,
  );
  if (code === EXIT.done && !json)
    await showDiagnostics(await locateDiagnostics(remarks, directory), terminal);
  return code;
}

const servicesOf = ({ value }: Checked<Compiled>): readonly string[] =>
  [...new Set(value?.services.map(({ name }) => name))].sort();

/** What the flags say, or what is answered on the terminal. */
async function wantedService(
  name: string | undefined,
  flags: Invocation['flags'],
  asks: boolean,
  known: readonly string[],
): Promise<Proposal | Diagnostic> {
  if (name !== undefined && isTaken(name, known))
    return diagnostic('scaffold-name-taken', undefined, { what: 'a service', name, known });
  const text = (key: string): string | undefined => (typeof flags[key] === 'string' ? flags[key] : undefined);
  const given = { name, command: text('command'), port: text('port') };
  const missing = [
    ...(given.name === undefined ? ['NAME'] : []),
    ...(given.command === undefined ? ["--command 'node worker.js'"] : []),
  ];
  if (missing.length > 0 && !asks) return diagnostic('scaffold-cannot-ask', undefined, { flags: missing });
  const typed =
    missing.length === 0
      ? {}
      : await askPrompts((answers) =>
          promptsBeside(known).find(
            (one) => !(one.name in answers) && given[one.name as keyof typeof given] === undefined,
          ),
        );
  if (typed === undefined) return diagnostic('scaffold-cancelled', undefined, {});
  const all = {
    ...typed,
    ...Object.fromEntries(Object.entries(given).filter(([, one]) => one !== undefined)),
  } as Record<string, string>;
  for (const { name: key, flag, parse } of PROMPTS) {
    const value = all[key] ?? '';
    const parsed: Parsed<unknown> = key === 'port' && value === '' ? { value } : parse(value);
    if ('expected' in parsed)
      return diagnostic('scaffold-flag', undefined, { flag, value, expected: parsed.expected });
  }
  const port = all['port'] ?? '';
  return {
    name: all['name'] ?? '',
    command: all['command'] ?? '',
    cwd: text('cwd') ?? '.',
    ...(port === '' ? {} : { port }),
    why: 'as you said',
    notes: [],
  };
}

const prompt = (
  name: string,
  flag: string,
  message: string,
  parse: (text: string) => Parsed<unknown>,
): Prompt & { flag: string; parse: typeof parse } => ({
  type: 'input',
  name,
  message,
  flag,
  parse,
  validate: (text) => {
    const parsed = name === 'port' && text.trim() === '' ? { value: '' } : parse(text);
    return 'value' in parsed ? true : `expected: ${parsed.expected}`;
  },
});

const PROMPTS = [
  prompt('name', 'NAME', 'Name of the service:', parseName),
  prompt('command', '--command', 'Command that runs it:', parseCommand),
  prompt('port', '--port', 'Port (8000+ is the first free one, empty for none):', parsePort),
];

/** A name that is taken is said so while it is typed. */
const promptsBeside = (known: readonly string[]): readonly Prompt[] =>
  PROMPTS.map(({ validate, ...one }) => ({
    ...one,
    validate: (text: string) =>
      one.name === 'name' && isTaken(text.trim(), known)
        ? `there is a service of that name already: ${known.join(', ')}`
        : (validate?.(text) ?? true),
  }));

/** The first place that a pattern finds. */
function placeFor(
  name: string,
  patterns: readonly string[],
): { readonly path: string; readonly found: boolean } {
  const path = candidateFiles(name, patterns).find((file) => findsFile(file, patterns));
  return path === undefined ? { path: `services/${name}.tsm`, found: false } : { path, found: true };
}
