import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { repository } from './places.ts';

const file = resolve(repository, 'docs/performance.md');
const [begin, end] = ['<!-- bench -->\n', '<!-- /bench -->'];

/** Puts what was measured between the marks of docs/performance.md. */
export function writeDocument(text: string): void {
  const page = readFileSync(file, 'utf8');
  const [from, to] = [page.indexOf(begin) + begin.length, page.indexOf(end)];
  writeFileSync(file, `${page.slice(0, from)}\n${text}\n${page.slice(to)}`);
}
