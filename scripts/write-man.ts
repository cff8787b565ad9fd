// Part of npm run build: dist/tsm.1, from the table of commands.
import { readFileSync, writeFileSync } from 'node:fs';
import { manPage } from './man-page.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
writeFileSync('dist/tsm.1', manPage(version));
