import type { Manifest } from '../bundle/manifest.ts';
import type { Located } from '../diagnostics/print.ts';
import { printable } from '../diagnostics/printable.ts';
import { holdersOf } from '../host/listening.ts';
import type { Verb, VerbOutcome } from '../host/lifecycle.ts';
import { shortName } from '../host/named.ts';
import { spanText } from '../host/format.ts';
import type { ServiceManager, UnitState } from '../systemd/service-manager.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import { createColors } from './colors.ts';
import { printDocument } from './print-document.ts';

/** How a verb went, before it is shown. */
export interface Ending {
  readonly verb: Verb;
  readonly outcomes: readonly VerbOutcome[];
  /** What systemctl printed. */
  readonly message: string;
  readonly manifest: Manifest;
  readonly states: ReadonlyMap<string, UnitState>;
  readonly json: boolean;
  readonly warnings: readonly Located[];
}

/** A failed unit with what helps to see why. */
interface Trouble {
  readonly unit: string;
  readonly why: string;
  /** Who holds a port that it needs. */
  readonly ports: readonly string[];
  readonly log: readonly string[];
}

const LOG_LINES = 20;
/** Logs of more units than this would push the table off the screen. */
const LOGS = 3;

/** One line per unit, the end of the log of what failed, and the exit code. */
export async function showOutcomes(
  ending: Ending,
  manager: ServiceManager,
  terminal: Terminal,
): Promise<number> {
  const { verb, outcomes, manifest, json, warnings } = ending;
  const failed = outcomes.filter(({ result }) => result === 'failed');
  const troubles: Trouble[] = [];
  for (const { unit, why } of failed.slice(0, LOGS))
    troubles.push({
      unit,
      why,
      ports: portsHeld(unit, ending),
      log: await manager.lastRun(unit, LOG_LINES),
    });
  const code = failed.length > 0 ? EXIT.unitFailed : EXIT.done;
  if (json) {
    const document = {
      ok: failed.length === 0,
      verb,
      environment: manifest.environment,
      units: outcomes.map((one) => ({
        ...one,
        service: manifest.units[one.unit]?.service ?? null,
        milliseconds: one.milliseconds ?? null,
      })),
      failures: troubles,
      diagnostics: warnings,
    };
    printDocument('lifecycle', document, terminal);
    return code;
  }
  terminal.out(outcomesText(ending, terminal));
  for (const trouble of troubles) terminal.err(troubleText(trouble));
  if (failed.length > 0)
    terminal.err(
      `\nMore: tsm logs ${shortName(failed[0]?.unit ?? '', manifest)} @${manifest.environment} 200\n`,
    );
  return code;
}

function outcomesText(
  { verb, outcomes, manifest, message }: Ending,
  { isTerminal, color }: Terminal,
): string {
  if (outcomes.length === 0) {
    const said = message === '' ? '' : `${printable(message)}\n`;
    return `${said}@${manifest.environment}: nothing to ${verb}${verb === 'stop' ? ', nothing runs' : ''}.\n`;
  }
  const { green, red, dim } = createColors(color && isTerminal);
  const paint = {
    failed: red,
    left: dim,
    skipped: dim,
    already: dim,
    ended: dim,
    started: green,
    restarted: green,
    stopped: green,
  };
  const [first, second] = [
    Math.max(...outcomes.map(({ result }) => result.length)),
    Math.max(...outcomes.map(({ unit }) => unit.length)),
  ];
  return outcomes
    .map(({ unit, result, state, milliseconds, why }) => {
      const time = milliseconds === undefined ? '' : `  in ${spanText(milliseconds)}`;
      const tail = DONE.has(result) ? [`${state}${time}`, why].filter(Boolean).join(', ') : why;
      return `${paint[result](result.padEnd(first))}  ${unit.padEnd(second)}  ${tail}\n`;
    })
    .join('');
}

/** Of these their state and time are told. */
const DONE: ReadonlySet<VerbOutcome['result']> = new Set(['started', 'restarted', 'stopped']);

/** "Address already in use" without saying by whom costs people their evening. */
function portsHeld(unit: string, { manifest, verb, states }: Ending): readonly string[] {
  const entry = manifest.units[unit];
  if (verb === 'stop' || entry === undefined || states.get(unit)?.activeState === 'active') return [];
  const numbers = [entry.port, ...(entry.ports ?? []).map(({ number }) => number)].filter(
    (one) => one !== undefined,
  );
  return [...holdersOf(new Set(numbers))].map(
    ([number, { pid, name }]) => `port ${number} is held by ${printable(name)} (process ${pid})`,
  );
}

const troubleText = ({ unit, why, ports, log }: Trouble): string =>
  `\n${unit}: ${why}\n${ports.map((line) => `  ${line}\n`).join('')}${log.map((line) => `    ${printable(line)}\n`).join('')}`;
