/** One column of a table: what it is called, what stands in it, and how it gives way where there is no room. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  /** Numbers stand at the right. */
  readonly right?: boolean;
  /** A shorter text for narrow screens. */
  readonly short?: (row: Row) => string;
  /** Columns give way from the highest number down; one without a number always stays. */
  readonly gives?: number;
}

/** Cells as text, padded to one width per column. */
export interface LaidOut {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const GAP = 2;

/**
 * Fits rows into `width` characters. Empty columns go; then texts are shortened; then columns go, by the number they give way
 * with; at last the first column is cut.
 */
export function layOut<Row>(columns: readonly Column<Row>[], rows: readonly Row[], width: number): LaidOut {
  const filled = columns.filter(
    ({ cell, gives }) => gives === undefined || rows.some((row) => cell(row) !== ''),
  );
  let shown: readonly Column<Row>[] = filled;
  if (widthOf(shown, rows) > width)
    shown = filled.map((column) => ({ ...column, cell: column.short ?? column.cell }));
  while (widthOf(shown, rows) > width) {
    const last = Math.max(...shown.map(({ gives }) => gives ?? 0));
    if (last === 0) break;
    shown = shown.filter(({ gives }) => gives !== last);
  }
  const over = widthOf(shown, rows) - width;
  const [first, ...rest] = shown;
  if (over > 0 && first !== undefined) {
    const room = Math.max(SHORTEST, columnWidth(first, rows) - over);
    shown = [{ ...first, cell: (row) => cut(first.cell(row), room) }, ...rest];
  }
  return padded(shown, rows);
}

/** Less than this of a name says nothing. */
const SHORTEST = 8;

const cut = (text: string, room: number): string =>
  text.length > room ? `${text.slice(0, room - 1)}…` : text;

const columnWidth = <Row>({ title, cell }: Column<Row>, rows: readonly Row[]): number =>
  Math.max(title.length, ...rows.map((row) => cell(row).length));

const widthOf = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): number =>
  columns.reduce((sum, column) => sum + columnWidth(column, rows) + GAP, -GAP);

function padded<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): LaidOut {
  const rooms = new Map(columns.map((column) => [column, columnWidth(column, rows)]));
  const pad = (text: string, column: Column<Row>): string => {
    const room = rooms.get(column) ?? 0;
    return column.right === true ? text.padStart(room) : text.padEnd(room);
  };
  return {
    titles: columns.map((column) => pad(column.title, column)),
    rows: rows.map((row) => columns.map((column) => pad(column.cell(row), column))),
  };
}
