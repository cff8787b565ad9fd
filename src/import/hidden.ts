import { forEachChild, parse, type Command, type SyntaxNode, type Word } from 'unbash';
import { redact } from '../service/redact.ts';
import { literalsIn, secretReason, valueReason } from '../service/secrets.ts';
import { shellQuote } from '../diagnostics/shell-quote.ts';
import { staticWord } from '../service/static-word.ts';

/** A secret value that stood in a command, and the variable that is to hold it. */
export interface Hidden {
  readonly name: string;
  readonly value: string;
  readonly reason: string;
}

/** Names for secret values: one value has one name, and no name stands for two. */
export class SecretNames {
  private readonly names = new Map<string, string>();
  private readonly taken: Set<string>;

  constructor(taken: Iterable<string>) {
    this.taken = new Set(taken);
  }

  /** `--api-key` → `API_KEY`; a value that nothing names is `SECRET`. */
  nameFor(value: string, called: string): string {
    const known = this.names.get(value);
    if (known !== undefined) return known;
    const plain = called.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
    const base = plain.replace(/^[^A-Z]+|_+$/g, '') || 'SECRET';
    let name = base;
    for (let number = 2; this.taken.has(name); number++) name = `${base}_${number}`;
    this.taken.add(name);
    this.names.set(value, name);
    return name;
  }
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * A command of bash without the secrets that stand in it. Each is expanded from a variable, which generate refuses until the
 * program reads it itself, since every user of a host sees a command line. What is assigned before a command is only left
 * out: the service has it in its environment.
 */
export function hideSecrets(
  command: string,
  names: SecretNames,
): { readonly text: string; readonly hidden: readonly Hidden[] } {
  const hidden: Hidden[] = [];
  const note: Note = (value, reason, called, isNamed = false) => {
    const name = isNamed ? called : names.nameFor(value, called);
    if (!hidden.some((one) => one.name === name)) hidden.push({ name, value, reason });
    return name;
  };
  const edits: Edit[] = [];
  visitCommands(command, (node) => edits.push(...editsOf(node, note)));
  const text = edits
    .toSorted((one, other) => other.start - one.start)
    .reduce((left, { start, end, text: by }) => left.slice(0, start) + by + left.slice(end), command);
  const rest = valueReason(text);
  if (rest === undefined) return { text, hidden };
  // What is left stands where no word is: a here-document, the default of an expansion.
  return { text: `${redact(text)} "\${${note(text, rest, 'secret')}}"`, hidden };
}

const NOTHING = new Map<string, string>();

type Note = (value: string, reason: string, called: string, isNamed?: boolean) => string;

function visitCommands(text: string, onCommand: (node: Command) => void): void {
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Command') onCommand(node);
    forEachChild(node, visit);
  };
  visit(parse(text));
}

function editsOf({ name, prefix, suffix }: Command, note: Note): readonly Edit[] {
  const edits: Edit[] = [];
  for (const one of prefix) {
    if (one.type !== 'Assignment' || one.value.type !== 'Word') continue;
    const value = staticWord(one.value, NOTHING, false) ?? '';
    const reason = secretReason(one.name, value);
    if (reason === undefined) continue;
    note(value, reason, one.name, true);
    // The service has it in its environment. The blanks behind it go, too; without a command it is given its own value.
    edits.push(
      name === undefined
        ? { start: one.value.pos, end: one.value.end, text: `"\${${one.name}}"` }
        : { start: one.pos, end: behind(one.end, name, prefix), text: '' },
    );
  }
  const words = [...(name === undefined ? [] : [name]), ...suffix.filter((one) => one.type === 'Word')];
  for (const [index, word] of words.entries()) {
    const value = staticWord(word, NOTHING);
    const before = index === 0 ? '' : (staticWord(words[index - 1] as Word, NOTHING) ?? '');
    const text = value === undefined ? undefined : withoutSecrets(value, before, note);
    if (text !== undefined) edits.push({ start: word.pos, end: word.end, text });
  }
  return edits;
}

/** Where what follows an assignment begins. */
const behind = (end: number, name: Word, prefix: Command['prefix']): number =>
  Math.min(name.pos, ...prefix.map(({ pos }) => pos).filter((pos) => pos >= end));

/** The word anew; nothing when there is no secret in it. `before` is the word before it: `--token`. */
function withoutSecrets(value: string, before: string, note: Note): string | undefined {
  const stretches = secretsIn(value, before);
  if (stretches.length === 0) return undefined;
  const pieces: string[] = [];
  let done = 0;
  for (const { start, end, reason, called } of stretches) {
    if (start > done) pieces.push(shellQuote(value.slice(done, start)));
    pieces.push(`"\${${note(value.slice(start, end), reason, called)}}"`);
    done = end;
  }
  return pieces.join('') + (done < value.length ? shellQuote(value.slice(done)) : '');
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly reason: string;
  readonly called: string;
}

const NAMED = 'the value of ';

function secretsIn(value: string, before: string): readonly Stretch[] {
  const option = before.startsWith('-') ? before : '-';
  // Quotes make one word of it for the detector; those of its own only stand for themselves.
  const line = `${option} "${value.replaceAll(/["\\\n]/g, 'x')}"`;
  const offset = option.length + 2;
  const named = literalsIn(line).map(({ start, reason }) => ({ from: start - offset, reason }));
  if (named.some(({ from }) => from === 0)) {
    const reason = named.find(({ from }) => from === 0)?.reason ?? '';
    return [{ start: 0, end: value.length, reason, called: calledIn(reason) }];
  }
  const [whole = ''] = /^-{0,2}[A-Za-z][\w.-]*=/.exec(value) ?? [];
  const inside = literalsIn(value).map(({ start, end, reason }) => ({
    start,
    // `--token=…` is a secret to its end; a script in a word goes on behind one.
    end: start === whole.length && whole !== '' ? value.length : end,
    reason,
    called: calledIn(reason),
  }));
  const shapes = [...value.matchAll(/[^\s"'`]{8,}/g)].flatMap((match) => {
    const reason = valueReason(match[0]);
    const { index } = match;
    return reason === undefined ? [] : [{ start: index, end: index + match[0].length, reason, called: '' }];
  });
  return withoutOverlaps([...inside, ...shapes]);
}

const calledIn = (reason: string): string => (reason.startsWith(NAMED) ? reason.slice(NAMED.length) : '');

const withoutOverlaps = (stretches: readonly Stretch[]): readonly Stretch[] => {
  const kept: Stretch[] = [];
  for (const one of stretches)
    if (!kept.some(({ start, end }) => one.start < end && start < one.end)) kept.push(one);
  return kept.toSorted((one, other) => one.start - other.start);
};
