import type { Bundle } from '../bundle/bundle.ts';
import { compareBundle } from '../bundle/compare.ts';
import type { Compiled } from '../compile.ts';
import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';
import { missingForMachine } from '../machine/requirements.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import { personOf } from '../trial/person.ts';
import { readGivenSecrets } from '../trial/secrets.ts';
import { parseTimespan } from '../unit/values/measure.ts';
import type { Invocation } from './entry.ts';
import { needsRoot, refuse } from './host.ts';
import { compileProject, locateDiagnostics, showDiagnostics } from './project.ts';
import { carryOutTrial } from './try-machine.ts';

const SETTLE = '3s';

/** `tsm try`: sources → bundle → a machine that is thrown away. Nothing of this one changes. */
export async function run({ environments, flags, terminal }: Invocation): Promise<number> {
  const json = flags['json'] === true;
  const settle = parseTimespan(String(flags['settle'] ?? SETTLE));
  const wrong = misuse(settle, flags, terminal);
  if (wrong !== undefined) {
    terminal.err(`error: ${wrong}\n`);
    return EXIT.wrongUsage;
  }
  const refused = await whyNot(terminal);
  if (refused.length > 0) return refuse(refused, terminal, json);
  const secrets = givenSecrets(flags['secrets'], terminal);
  if (secrets.value === undefined) return refuse(secrets.diagnostics, terminal, json);
  const { directory, compiled } = await compileProject(terminal.cwd, environments);
  const chosen = chooseBundle(compiled, environments.length > 0);
  const bundle = chosen.value;
  const stale = bundle === undefined ? [] : staleness(directory, compiled, bundle);
  const located = await locateDiagnostics([...chosen.diagnostics, ...stale], directory);
  if (!json) await showDiagnostics(located, terminal);
  if (bundle !== undefined)
    return carryOutTrial(
      {
        bundle,
        services:
          compiled.value?.services.filter((one) => one.environment.name === bundle.environment.name) ?? [],
        directory,
        tsm: { node: terminal.caller.command[0] ?? '', main: terminal.caller.command[1] ?? '' },
        person: personOf(terminal.caller.sudoUid ?? terminal.caller.uid),
        secrets: secrets.value,
        settle: (settle ?? 0) / 1000,
      },
      { flags, terminal, located },
    );
  if (json) terminal.out(`${JSON.stringify({ ok: false, diagnostics: located }, null, 2)}\n`);
  return EXIT.wrongInput;
}

function misuse(
  settle: number | undefined,
  flags: Invocation['flags'],
  terminal: Terminal,
): string | undefined {
  if (settle === undefined || settle === Infinity)
    return `--settle takes a time span such as 3s, 500ms or 0, not "${printable(String(flags['settle']))}"`;
  if (flags['shell'] !== true) return undefined;
  if (flags['json'] === true) return '--shell and --json do not go together';
  return terminal.isTerminal ? undefined : '--shell needs a terminal';
}

/** What keeps a machine from being booted, said before anything is read. */
async function whyNot({ caller }: Terminal): Promise<readonly Diagnostic[]> {
  const missing = await missingForMachine();
  if (missing === undefined) return [];
  const { root, programs, command } = missing;
  return [
    ...(root ? [needsRoot(caller)] : []),
    ...(programs.length > 0 ? [diagnostic('try-missing', undefined, { programs, command })] : []),
  ];
}

const givenSecrets = (
  flag: string | boolean | undefined,
  { cwd }: Terminal,
): Checked<ReadonlyMap<string, string>> =>
  typeof flag === 'string' ? readGivenSecrets(cwd, flag) : { value: new Map(), diagnostics: [] };

/** The one named; else the only one, else the default. */
function chooseBundle({ value, diagnostics }: Checked<Compiled>, isNamed: boolean): Checked<Bundle> {
  if (value === undefined) return { value, diagnostics };
  const { bundles } = value;
  const chosen =
    isNamed || bundles.length === 1 ? bundles[0] : bundles.find(({ environment }) => environment.isDefault);
  if (chosen !== undefined) return { value: chosen, diagnostics: worthSaying(diagnostics) };
  const choices = bundles.map(({ environment }) => environment.name);
  return { value: undefined, diagnostics: [diagnostic('environment-ambiguous', undefined, { choices })] };
}

/** Remarks on the sources are what `tsm check` is for. */
const worthSaying = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  diagnostics.filter(({ severity }) => severity !== 'info');

/** Whether what is tried is what the committed bundle says. */
function staleness(directory: string, { value }: Checked<Compiled>, bundle: Bundle): readonly Diagnostic[] {
  const compared = compareBundle(directory, value?.config.outDir ?? 'systemd', bundle);
  if (compared.value === undefined || compared.value.files.length === 0) return [];
  const { files, unchanged, environment } = compared.value;
  const isNew = unchanged === 0 && files.every(({ kind }) => kind === 'new');
  const data = { directory: compared.value.directory, environment, files: files.length, isNew };
  return [diagnostic('try-stale-bundle', undefined, data)];
}
