/** One line of `systemd-analyze verify` about a unit of ours. */
export type Complaint = {
  readonly unit: string;
  /** Line of the unit file, from 1, where systemd names one. */
  readonly line: number | undefined;
  /** The line without unit name and line number. */
  readonly message: string;
  /** The whole line, without the temporary directory. */
  readonly text: string;
} & (
  | { readonly kind: 'complaint' }
  | { readonly kind: 'missing-program'; readonly program: string }
  /** One that it requires and that this machine does not have. */
  | { readonly kind: 'missing-unit'; readonly needed: string }
  /** systemd takes it, and thinks that one should not. */
  | { readonly kind: 'warning' }
);

/**
 * The lines of `output` that name one of `units`, each once. All else is about other units of the machine.
 * Wording differs by version (257: "Failed to parse KEY=VALUE"), so only names, places and two messages
 * are understood: src/analyze/analyze-verify-util.c:verify_executable, src/core/unit.c:unit_validate_load_state.
 */
export function parseComplaints(
  output: string,
  directory: string,
  units: ReadonlySet<string>,
): readonly Complaint[] {
  const lines = new Set(output.replaceAll(`${directory}/`, '').split('\n'));
  return [...lines].flatMap((text) => parseLine(text.trimEnd(), units) ?? []);
}

/** The unit of `units` that a name printed by systemd means; it checks a template as an instance: `a@i.service`. */
export function unitMeant(printed: string, units: ReadonlySet<string>): string | undefined {
  const template = printed.replace(/^([^@]+@).*(\.[a-z]+)$/, '$1$2');
  return [printed, template].find((name) => units.has(name));
}

function parseLine(text: string, units: ReadonlySet<string>): Complaint | undefined {
  const unit = unitNamedIn(text, units);
  if (unit === undefined) return undefined;
  const [, line, message = text] = /^[^\s/]+?(?::(\d+))?: (.*)$/.exec(text) ?? [];
  const common = { unit, line: line === undefined ? undefined : Number(line), message, text };
  const program = /^Command (.+) is not executable: /.exec(message)?.[1];
  if (program !== undefined) return { kind: 'missing-program', program, ...common };
  if (/^Special user \S+ configured, this is not safe!$/.test(message)) return { kind: 'warning', ...common };
  const needed = /\bUnit (\S+) not found\.$/.exec(message)?.[1];
  return needed === undefined || units.has(needed)
    ? { kind: 'complaint', ...common }
    : { kind: 'missing-unit', needed, ...common };
}

/** The first word that is a unit of ours: `a.service:5:`, `a.service:`, `a.service/start`, `a.service`. */
function unitNamedIn(text: string, units: ReadonlySet<string>): string | undefined {
  const words = text.split(/[\s'"()]+/);
  // A word that begins with a slash is a file elsewhere: an installed unit of the same name, a drop-in.
  const named = words
    .filter((word) => !word.startsWith('/'))
    .map((word) => word.replace(/(?::\d+)?[:.,]*(?:\/.*)?$/, ''));
  return named.map((word) => unitMeant(word, units)).find((unit) => unit !== undefined);
}
