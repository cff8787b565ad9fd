import { isSettled, type FileRow } from './columns.ts';
import type { EnvironmentDistance } from './stages.ts';

const HEAD = [
  ['', 'sources', 'bundle', 'host'],
  ['', '→ bundle', '→ host', '→ running'],
] as const;

/** Three columns for what differs, then every gap with the command that closes it. */
export function distanceText({ environment, folder, generation, files, gaps }: EnvironmentDistance): string {
  const where = folder ?? 'no bundle here';
  const host = generation === null ? 'not installed on this host' : `generation ${generation} on this host`;
  const shown = files.filter((file) => !isSettled(file));
  const settled = files.length - shown.length;
  const rest =
    settled === 0
      ? []
      : [
          `  ${settled} ${shown.length === 0 ? '' : 'more '}file${settled === 1 ? '' : 's'} the same, as far as can be seen`,
        ];
  return [
    `@${environment}  ${where}, ${host}`,
    ...(shown.length === 0 ? [] : table([...HEAD, ...shown.map(cells)])),
    ...(shown.length === 0 && gaps.length === 0 ? ['  nothing differs'] : rest),
    ...gaps.flatMap(({ text, command }) => [`  ${text}`, `      ${command}`]),
  ]
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

const cells = ({ path, bundle, installed, running }: FileRow): readonly string[] => [
  path,
  ...[bundle, installed].map((step) => (step === 'unknown' ? '?' : step)),
  running.includes('unknown') ? '?' : running.length === 0 ? 'same' : running.join(', '),
];

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')}`);
}
