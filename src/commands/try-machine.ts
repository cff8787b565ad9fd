// [I/O] A trial from a terminal: its signals, its shell, its report.
import { execa } from 'execa';
import { once } from 'node:events';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Located } from '../diagnostics/print.ts';
import { printable } from '../diagnostics/printable.ts';
import { MachineError } from '../machine/machine-error.ts';
import type { Machine } from '../machine/machine.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import type { TrialReport } from '../trial/report.ts';
import { trial, type TrialRequest } from '../trial/trial.ts';
import type { Invocation } from './entry.ts';
import { refuse } from './host.ts';
import { printDocument } from './print-document.ts';
import { SIGNALS } from './interrupt.ts';
import { createProgress } from './progress.ts';
import { locateDiagnostics, showDiagnostics } from './show-diagnostics.ts';
import { trialCode, trialDocument, trialText, troubleText } from './show-trial.ts';

type Asked = Omit<TrialRequest, 'signal' | 'onStep' | 'whileUp'>;

/** How the command was called, and what was said of the sources. */
interface Call {
  readonly flags: Invocation['flags'];
  readonly terminal: Terminal;
  readonly located: readonly Located[];
}

/** Runs the trial and gives the exit code. However it ends, and when it is interrupted, nothing of it is left. */
export async function carryOutTrial(asked: Asked, { flags, terminal, located }: Call): Promise<number> {
  const json = flags['json'] === true;
  const progress = createProgress(terminal, json);
  const interrupt = new AbortController();
  // While a person has the machine, Ctrl-C is for the shell, or ends the waiting.
  let isHandedOver = false;
  const onSignal = (): void => void (isHandedOver || interrupt.abort(new Error('interrupted')));
  for (const signal of SIGNALS) process.on(signal, onSignal);
  const whileUp = async (report: TrialReport, machine: Machine): Promise<void> => {
    progress.end();
    if (!json) await showReport(report, terminal);
    isHandedOver = true;
    if (flags['shell'] === true) await openShell(machine, asked, terminal);
    if (flags['keep'] === true) await keepUp(machine, terminal);
  };
  try {
    const report = await trial({ ...asked, signal: interrupt.signal, onStep: progress.step, whileUp });
    const notes = json ? await locateDiagnostics(report.notes, '') : [];
    if (json) printDocument('try', trialDocument(report, [...located, ...notes]), terminal);
    else terminal.err('The machine is thrown away. Nothing of this host has changed.\n');
    return trialCode(report);
  } catch (problem) {
    progress.end();
    if (interrupt.signal.aborted) {
      terminal.err('Interrupted. The machine is thrown away; nothing of this host has changed.\n');
      return EXIT.interrupted;
    }
    if (!(problem instanceof MachineError)) throw problem;
    return refuse([diagnostic('try-impossible', undefined, { reason: reasonOf(problem) })], terminal, json);
  } finally {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  }
}

async function showReport(report: TrialReport, terminal: Terminal): Promise<void> {
  const { notes, refusal } = report;
  const said = [...(await locateDiagnostics(notes, '')), ...(refusal?.diagnostics ?? [])];
  if (said.length > 0) terminal.err('\n');
  await showDiagnostics(said, terminal);
  if (refusal !== undefined) return;
  terminal.err('\n');
  terminal.out(trialText(report, { width: terminal.columns, color: terminal.color && terminal.isTerminal }));
  terminal.err(troubleText(report));
}

/** The first line says what went wrong, the last one of the detail why. */
function reasonOf({ message, detail }: MachineError): string {
  const [first = ''] = message.split('\n');
  const last = detail.trim().split('\n').at(-1) ?? '';
  return printable(last === '' ? first : `${first.replace(/:$/, '')}: ${last.trim()}`);
}

/** The prompt says where one is: the name of the machine is that of this host. */
const LOGIN = {
  HOME: '/root',
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  PROMPT_COMMAND: 'PS1="(tsm try) ${PS1#"(tsm try) "}"',
};

/** A login shell of root inside, on this terminal. */
async function openShell(machine: Machine, { bundle }: Asked, { err }: Terminal): Promise<void> {
  const variables = Object.entries({ ...LOGIN, TERM: process.env['TERM'] ?? 'linux' });
  const shell = ['env', '-i', ...variables.map(([name, value]) => `${name}=${value}`), 'bash', '--login'];
  const { environment } = bundle;
  err(`\nA shell inside, as root. tsm status, tsm logs and systemctl work; exit throws the machine away.\n`);
  const cwd = environment.scope === 'system' ? environment.root?.to : undefined;
  const [program = '', ...words] = machine.enter(shell, cwd === undefined ? {} : { cwd });
  await execa(program, words, { stdio: 'inherit', reject: false });
}

/** Waits for Enter or a signal. */
async function keepUp(machine: Machine, { err, isTerminal }: Terminal): Promise<void> {
  err(`\nIt goes on running until ${isTerminal ? 'Enter or ' : ''}Ctrl-C. From another terminal, as root:\n`);
  err(`  ${machine.enter(['bash', '--login']).join(' ')}\n`);
  const done = new AbortController();
  const waits = SIGNALS.map((signal) => once(process, signal, { signal: done.signal }));
  if (process.stdin.isTTY) waits.push(once(process.stdin, 'data', { signal: done.signal }));
  await Promise.race(waits);
  done.abort();
  await Promise.allSettled(waits);
  process.stdin.pause();
}
