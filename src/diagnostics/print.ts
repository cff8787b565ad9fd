import { catalog } from './catalog.ts';
import type { Diagnostic, Severity } from './diagnostic.ts';
import { positionAt, sourceFrame } from './frame.ts';
import { isSpan, type Place, type Span } from './place.ts';
import { printable } from './printable.ts';
import { wrap } from './wrap.ts';

/** What printing needs to know of the files that diagnostics point into. */
export interface Texts {
  /** The text of a file, or nothing when it cannot be had. */
  readonly read: (file: string) => string | undefined;
  /** The stretch of a config's source behind a key path. */
  readonly locate: (
    file: string,
    text: string,
    path: readonly (string | number)[],
    key?: boolean,
  ) => Promise<Pick<Span, 'start' | 'end'> | undefined>;
  /** The same text with likely secrets covered, as long as it was. */
  readonly redact: (text: string) => string;
}

/** Colours by role; plain text where colour is off. */
export interface Palette {
  readonly severity: Record<Severity, (text: string) => string>;
  readonly place: (text: string) => string;
  readonly dim: (text: string) => string;
}

/** A diagnostic with everything worked out, as `--json` shows it. */
export interface Located {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly path?: string;
  readonly frame?: readonly string[];
  readonly other?: {
    readonly file: string;
    readonly line?: number;
    readonly column?: number;
    readonly path?: string;
  };
}

export async function locateAll(
  diagnostics: readonly Diagnostic[],
  texts: Texts,
): Promise<readonly Located[]> {
  const located = await Promise.all(diagnostics.map((one) => locateOne(one, texts)));
  // The same mistake is found once for every environment; it is shown once.
  const once = new Map(located.map((one) => [JSON.stringify(one), one]));
  return [...once.values()].toSorted(byPlace);
}

/** Every diagnostic as a block of lines: what, where, the line with a caret, the way out. Text is broken at `columns`, places and frames are not. */
export function printDiagnostics(
  located: readonly Located[],
  palette: Palette,
  columns: number = Infinity,
): string {
  return located.map((one) => `${block(one, palette, columns).join('\n')}\n`).join('\n');
}

function block(one: Located, { severity, place, dim }: Palette, columns: number): readonly string[] {
  const message = wrap(one.message, columns, `${one.severity} [${one.code}] `.length, 2);
  const head = `${severity[one.severity](one.severity)} ${dim(`[${one.code}]`)} ${message}`;
  const where = one.file === undefined ? [] : [`  ${dim('at')} ${place(pointer(one))}`];
  const frame = (one.frame ?? []).map((line) => `    ${line}`);
  const other = one.other === undefined ? [] : [`  ${dim('and')} ${place(pointer(one.other))}`];
  return [
    head,
    ...where,
    ...frame,
    ...other,
    `  ${dim('fix:')} ${wrap(one.hint, columns, '  fix: '.length, '  fix: '.length)}`,
  ];
}

function pointer({
  file,
  line,
  column,
  path,
}: {
  file?: string;
  line?: number;
  column?: number;
  path?: string;
}): string {
  const position = line === undefined ? '' : `:${line}:${column}`;
  return `${file}${position}${path === undefined ? '' : ` (${path})`}`;
}

async function locateOne({ code, severity, data, at, other }: Diagnostic, texts: Texts): Promise<Located> {
  const wording = catalog[code] as { title: (data: unknown) => string; hint: (data: unknown) => string };
  const first = at === undefined ? undefined : await locatePlace(at, texts);
  const second = other === undefined ? undefined : await locatePlace(other, texts);
  return {
    code,
    severity,
    message: printable(wording.title(data)),
    hint: printable(wording.hint(data)),
    ...first,
    ...(second === undefined || isSamePlace(first, second) ? {} : { other: withoutFrame(second) }),
  };
}

type LocatedPlace = Pick<Located, 'line' | 'column' | 'path' | 'frame'> & { readonly file: string };

/** What one line says of two environments is shown once. */
const isSamePlace = (first: LocatedPlace | undefined, second: LocatedPlace): boolean =>
  first !== undefined && pointer(first) === pointer(second);

function withoutFrame({ frame: _frame, ...place }: LocatedPlace): LocatedPlace {
  return place;
}

async function locatePlace(place: Place, texts: Texts): Promise<LocatedPlace> {
  const file = printable(place.file);
  const text = texts.read(place.file);
  const path = 'path' in place && place.path.length > 0 ? { path: pathText(place.path) } : {};
  const stretch =
    text === undefined
      ? undefined
      : isSpan(place)
        ? place
        : 'path' in place
          ? await texts.locate(place.file, text, place.path, place.key)
          : undefined;
  if (text === undefined || stretch === undefined) return { file, ...path };
  return {
    file,
    ...path,
    ...positionAt(text, stretch.start),
    frame: sourceFrame(texts.redact(text), stretch.start, stretch.end),
  };
}

/** `environments.dev.limits`, `services[1].port`. */
const pathText = (path: readonly (string | number)[]): string =>
  printable(
    path.map((key, index) => (typeof key === 'number' ? `[${key}]` : index === 0 ? key : `.${key}`)).join(''),
  );

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

function byPlace(a: Located, b: Located): number {
  return (
    RANK[a.severity] - RANK[b.severity] ||
    compare(a.file ?? '', b.file ?? '') ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    compare(a.path ?? '', b.path ?? '') ||
    compare(a.code, b.code)
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
