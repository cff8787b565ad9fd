// [I/O] Adds an environment to a config.
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { loadProject, type Project } from '../config/load.ts';
import { evaluateProgram } from '../config/loaders.ts';
import type { WrittenConfig, WrittenEnvironment } from '../config/written.ts';
import { diagnostic, hasErrors, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Compiled } from '../compile.ts';
import { insertProperty } from '../scaffold/insert.ts';
import { literal, property } from '../scaffold/literal.ts';
import { environmentValue, readEnvironment, type NewEnvironment } from '../scaffold/new-environment.ts';
import { askPrompts, formatEdited } from '../scaffold/texts.ts';
import type { Terminal } from '../terminal.ts';
import { refuse } from './host.ts';
import { compileProject } from './project.ts';
import { compileWith, exitOf, finish, mayAsk } from './scaffold.ts';
import type { Invocation } from './entry.ts';

/** `tsm new environment`: one property more in the config, and nothing else in it changed. */
export async function run({ args, flags, terminal }: Invocation): Promise<number> {
  const json = flags['json'] === true;
  const project = await loadProject(realpathSync(terminal.cwd));
  if (project.value === undefined) return refuse(project.diagnostics, terminal, json);
  const before = await compileProject(project.value.directory, []);
  if (before.compiled.value === undefined) return refuse(before.compiled.diagnostics, terminal, json);
  const { config } = before.compiled.value;
  const ask = !json && mayAsk(terminal) ? askPrompts : undefined;
  const wanted = await readEnvironment(
    args[0],
    flags,
    config,
    project.value.files.config as WrittenConfig,
    ask,
  );
  if (!('name' in wanted)) {
    await refuse([wanted], terminal, json);
    return exitOf(wanted.code);
  }
  const value = fittingValue(wanted, project.value, before.compiled.value);
  const edited = await editConfig(wanted.name, value.value ?? environmentValue(wanted, []), project.value);
  if (!('text' in edited)) return refuse([edited], terminal, json);
  if (hasErrors(value.diagnostics)) return refuse(value.diagnostics, terminal, json);
  return report(wanted.name, edited, project.value, flags, terminal);
}

/** The environment with what it takes to compile: a port that another one keeps is had from there up. */
function fittingValue(
  wanted: NewEnvironment,
  { directory, files }: Project,
  { services }: Compiled,
): Checked<WrittenEnvironment> {
  const old = files.config as WrittenConfig;
  const attempt = (value: WrittenEnvironment): Checked<WrittenEnvironment> => {
    const config = { ...old, environments: { ...old.environments, [wanted.name]: value } };
    return { value, diagnostics: compileWith(directory, files.configFile, config, []).diagnostics };
  };
  const plain = attempt(environmentValue(wanted, []));
  const ports = services.flatMap(({ name, port }) => (port === undefined ? [] : [[name, port] as const]));
  if (!plain.diagnostics.some(({ code }) => code === 'port-conflict')) return plain;
  return attempt(environmentValue(wanted, [...new Map(ports.toReversed())]));
}

interface Edited {
  readonly before: string;
  readonly text: string;
}

/** Inserts, then reads the result again: it must say what was meant, and all else as before. */
async function editConfig(
  name: string,
  value: WrittenEnvironment,
  { directory, files }: Project,
): Promise<Edited | Diagnostic> {
  const { configFile: file, config } = files;
  const before = readFileSync(join(directory, file), 'utf8');
  const unsafe = (reason: string): Diagnostic =>
    diagnostic('scaffold-edit-unsafe', undefined, {
      file,
      reason,
      place: 'under "environments"',
      snippet: /\.(?:json|ya?ml)$/.test(file)
        ? `${JSON.stringify(name)}: ${JSON.stringify(value)}`
        : `${property(name)}: ${literal(value)}`,
    });
  const inserted = await insertProperty(file, before, ['environments'], name, value);
  if (inserted === undefined) return unsafe('its "environments" are computed and not written out');
  const path = join(directory, file);
  const text = /\.ya?ml$/.test(file) ? inserted : await formatEdited(before, inserted, path);
  const old = config as WrittenConfig;
  const meant = { ...old, environments: { ...old.environments, [name]: value } };
  const says = await valueOf(text, path).catch(() => undefined);
  return isDeepStrictEqual(plain(says), plain(meant))
    ? { before, text }
    : unsafe('what it would say then is not only what was meant');
}

const plain = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));

async function valueOf(text: string, path: string): Promise<unknown> {
  if (path.endsWith('package.json')) return (JSON.parse(text) as { tsm?: unknown }).tsm;
  if (path.endsWith('.json')) return JSON.parse(text);
  if (/\.ya?ml$/.test(path)) return (await import('yaml')).parse(text);
  return evaluateProgram(text, path);
}

function report(
  name: string,
  { before, text }: Edited,
  { directory, files }: Project,
  flags: Invocation['flags'],
  terminal: Terminal,
): Promise<number> {
  const dryRun = flags['dryRun'] === true;
  return finish(
    directory,
    [{ path: files.configFile, before, text }],
    {
      json: flags['json'] === true,
      dryRun,
      title: `@${name}${dryRun ? ' would get' : ''}`,
      facts: { environment: name },
      notes: [],
      next: [`tsm generate @${name}`],
    },
    terminal,
  );
}
