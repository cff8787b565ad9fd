import { posix } from 'node:path';
import type { Bundle } from '../bundle/bundle.ts';
import type { Sources } from '../config/sources.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { isPlace, type Place } from '../diagnostics/place.ts';
import { printable } from '../diagnostics/printable.ts';
import type { Environment } from '../service/service.ts';
import { WITH_FILE } from './rules/units-named.ts';
import type { Complaint } from '../systemd/complaint.ts';
import type { Directive, UnitFile } from '../unit/unit.ts';

type Probe = Sources['probe'];

/** systemd tells of each turn of a cycle, and of each unit that fails for it: src/core/transaction.c. */
export const isAboutCycle = ({ text }: Complaint): boolean =>
  /ordering cycle|Found dependency on |break cycle|order is cyclic/.test(text);

/** What systemd said of the units of a bundle, as complaints about the user's files. Programs of the project are looked for there. */
export function explainComplaints(
  bundle: Bundle,
  complaints: readonly Complaint[],
  probe: Probe,
): readonly Diagnostic[] {
  const seen = new Set<string>();
  return complaints.flatMap((complaint) => {
    const at = originOf(bundle, complaint);
    if (complaint.kind === 'missing-program')
      return explainProgram(complaint.program, bundle.environment, at, probe, seen);
    // The rule about units that are named says where, and what it means.
    if (complaint.kind === 'missing-unit' && WITH_FILE.test(complaint.needed)) return [];
    const { unit, line, message } = complaint;
    const code = complaint.kind === 'warning' ? 'verify-warning' : 'verify-complaint';
    return [diagnostic(code, at, { unit, line, message: printable(message) })];
  });
}

/** The place in the user's files that wrote a line of a generated unit. */
function originOf({ units, files }: Bundle, { unit, line, ...complaint }: Complaint): Place | undefined {
  const file = units.find(({ name }) => name === unit);
  const directives = file?.sections.flatMap((section) => section.directives) ?? [];
  const found =
    line === undefined
      ? directives.find(
          ({ key, value }) =>
            key.startsWith('Exec') && 'program' in complaint && value.includes(String(complaint.program)),
        )
      : directiveAt(file, files.get(unit) ?? '', line);
  return found !== undefined && isPlace(found.origin) ? found.origin : undefined;
}

/** Directives stand in the text in their order, one a line. */
function directiveAt(unit: UnitFile | undefined, text: string, line: number): Directive | undefined {
  const lines = text.split('\n').slice(0, line);
  const index = lines.filter((one) => /^[A-Z]\w*=/.test(one)).length - 1;
  return unit?.sections.flatMap((section) => section.directives)[index];
}

/** systemd looks for programs on the machine that checks. What lies below the root is looked for in the project. */
function explainProgram(
  program: string,
  { root }: Environment,
  at: Place | undefined,
  probe: Probe,
  seen: Set<string>,
): readonly Diagnostic[] {
  if (seen.has(program)) return [];
  seen.add(program);
  if (root === undefined || !program.startsWith(`${root.to}/`))
    return [diagnostic('program-elsewhere', at, { program })];
  const file = `${root.from === '.' ? '' : `${root.from}/`}${program.slice(root.to.length + 1)}`;
  const { exists, executable } = probe(file);
  if (!exists)
    return [
      diagnostic(probe(posix.dirname(file)).exists ? 'program-missing' : 'program-not-built', at, {
        program,
        file,
      }),
    ];
  return executable ? [] : [diagnostic('program-not-executable', at, { program, file })];
}
