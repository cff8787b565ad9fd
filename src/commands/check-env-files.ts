// [I/O] `tsm check --env-files`: finds the project and says how its env files are read.
import { realpathSync } from 'node:fs';
import { loadProject } from '../config/load.ts';
import { checkProject } from '../config/rules.ts';
import { validateConfig } from '../config/validate.ts';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { quoted } from '../diagnostics/printable.ts';
import { environmentNamed, unknownEnvironment } from '../service/definitions.ts';
import { compareEnvFiles, type Difference, type EnvFileReport } from '../service/env-files.ts';
import { EXIT } from '../terminal.ts';
import type { Invocation } from './entry.ts';
import { printDocument } from './print-document.ts';
import { locateDiagnostics, showDiagnostics } from './show-diagnostics.ts';

/** Lists the keys that are not read alike. Env files may be wrong, the config may not. */
export async function checkEnvFiles({ environments, flags, terminal }: Invocation): Promise<number> {
  const here = realpathSync(terminal.cwd);
  const project = await loadProject(here);
  const { report, diagnostics } = compared(project, environments);
  if (report === undefined || hasErrors(diagnostics)) {
    const located = await locateDiagnostics(diagnostics, project.value?.directory ?? here);
    if (flags['json'] === true) printDocument('refusal', { ok: false, diagnostics: located }, terminal);
    else await showDiagnostics(located, terminal);
    return EXIT.wrongInput;
  }
  const ok = report.differences.length === 0;
  if (flags['json'] === true) printDocument('check-env-files', { ok, ...report }, terminal);
  else terminal.out(reportText(report));
  return ok ? EXIT.done : EXIT.wrongInput;
}

interface Compared {
  readonly report?: EnvFileReport;
  readonly diagnostics: readonly Diagnostic[];
}

function compared(
  { value: project, diagnostics }: Awaited<ReturnType<typeof loadProject>>,
  names: readonly string[],
): Compared {
  if (project === undefined) return { diagnostics };
  const { files } = project;
  const config = validateConfig(files.config, files.configFile);
  if (config.value === undefined) return { diagnostics: config.diagnostics };
  const { value } = config;
  const unknown = names.filter((name) => environmentNamed(name, value) === undefined);
  const wrong = [
    ...config.diagnostics,
    ...checkProject(value, files.configFile),
    ...unknown.map((name) => unknownEnvironment(name, value)),
  ];
  if (hasErrors(wrong)) return { diagnostics: wrong };
  const wanted =
    names.length === 0
      ? Object.keys(value.environments)
      : names.flatMap((name) => environmentNamed(name, value) ?? []);
  return { report: compareEnvFiles(value, files, wanted), diagnostics: [] };
}

function reportText({ files, keys, differences }: EnvFileReport): string {
  if (files.length === 0) return 'No env files: nothing in the config reads one.\n';
  const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
  const read = `${count(files.length, 'env file')}, ${count(keys, 'key')}`;
  if (differences.length === 0) return `${read}: bash, dotenv, systemd and tsm read all of them alike\n`;
  const end = `${read}: ${differences.length} not read alike; what services get is what tsm reads\n`;
  return [...differences.map(differenceText), end].join('\n');
}

const differenceText = ({ file, line, column, key, readings }: Difference): string =>
  [
    `${file}:${line}:${column}  ${key}\n`,
    ...Object.entries(readings).map(
      ([reader, reading]) => `  ${reader.padEnd(7)}  ${readingText(reading)}\n`,
    ),
  ].join('');

/** What fits beside the name of a reader in 80 columns. */
const LONGEST = 66;

function readingText(reading: Difference['readings'][keyof Difference['readings']]): string {
  if ('value' in reading) return quoted(reading.value, LONGEST);
  if ('unset' in reading) return 'not set';
  if ('hidden' in reading)
    return reading.hidden === 'the same' ? '(a secret)' : '(another value for the secret)';
  return 'refused' in reading ? `refused: ${reading.refused}` : 'unknown, since tsm runs no file';
}
