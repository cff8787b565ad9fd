import { diagnostic, type Checked, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';
import { missingForMachine } from '../machine/requirements.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import { personOf } from '../trial/person.ts';
import { readGivenSecrets } from '../trial/secrets.ts';
import { parseTimespan } from '../unit/values/measure.ts';
import type { Invocation } from './entry.ts';
import { needsRoot, refuse } from './host.ts';
import { printDocument } from './print-document.ts';
import { compileProject } from './project.ts';
import { locateDiagnostics, showDiagnostics } from './show-diagnostics.ts';
import { carryOutTrial } from './try-machine.ts';
import { projectToTry } from './try-project.ts';

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
  const compiled = await compileProject(terminal.cwd, environments);
  const project = await projectToTry(compiled, environments.length > 0);
  const located = await locateDiagnostics(project.diagnostics, compiled.directory);
  if (!json) await showDiagnostics(located, terminal);
  if (project.value !== undefined) {
    const { command, sudoUid, uid } = terminal.caller;
    const asked = {
      ...project.value,
      tsm: { node: command[0] ?? '', main: command[1] ?? '' },
      person: personOf(sudoUid ?? uid),
      secrets: secrets.value,
      settle: (settle ?? 0) / 1000,
    };
    return carryOutTrial(asked, { flags, terminal, located });
  }
  if (json) printDocument('refusal', { ok: false, diagnostics: located }, terminal);
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
  flag: Invocation['flags'][string],
  { cwd }: Terminal,
): Checked<ReadonlyMap<string, string>> =>
  typeof flag === 'string' ? readGivenSecrets(cwd, flag) : { value: new Map(), diagnostics: [] };
