import { posix } from 'node:path';
import { shellQuote } from '../service/shell-words.ts';
import type { WrittenConfig } from '../config/written.ts';
import { portInFile } from './project-config.ts';
import type { Answers } from './answers.ts';
import { literal } from './literal.ts';
import type { Proposal } from './proposal.ts';
import type { Toolchain } from './toolchain.ts';

/** One new file: a template and what it is laid out with. Values are quoted here; a template decides nothing. */
export interface Layout {
  readonly path: string;
  readonly template: string;
  readonly values: Readonly<Record<string, unknown>>;
}

export const configLayout = (config: WrittenConfig): Layout => ({
  path: 'tsm.config.ts',
  template: 'tsm.config.ts.ejs',
  values: { config: literal(config) },
});

/** The bash assignments of a service file. */
export function serviceLayout(
  path: string,
  { command, cwd, port }: Proposal,
  environments: readonly string[],
): Layout {
  const named = portInFile(port, environments);
  const settings = [
    ['TSM_COMMAND', command],
    // Else a service would run in the folder of its file.
    ['TSM_CWD', cwd],
    ...(named === undefined ? [] : [['TSM_PORT', named]]),
  ] as const;
  return {
    path,
    template: 'service.tsm.ejs',
    values: { assignments: settings.map(([key = '', value = '']) => `${key}=${quoted(value)}`) },
  };
}

const quoted = (value: string): string => (/^[\w./+-]+$/.test(value) ? `"${value}"` : quotedText(value));

/** Double quotes where nothing in them means anything to bash, as people write it. */
const quotedText = (value: string): string =>
  /^[^"$`\\!\n]+$/.test(value) ? `"${value}"` : shellQuote(value).replace(/^(?!')(.*)$/s, "'$1'");

/** The workflow lies at the top of the repository, also when the project does not. */
export function workflowLayout({ name }: Answers, tools: Toolchain, prefix: string): Layout {
  const file = prefix === '' ? 'tsm.yml' : `tsm-${name}.yml`;
  const up = prefix
    .split('/')
    .filter(Boolean)
    .map(() => '..');
  const [key, version] = tools.node;
  return {
    path: posix.join(...up, '.github/workflows', file),
    template: 'tsm.yml.ejs',
    values: {
      folder: prefix === '' ? undefined : JSON.stringify(prefix.replace(/\/$/, '')),
      node: `${key}: ${key === 'node-version-file' && prefix !== '' ? JSON.stringify(posix.join(prefix, version)) : version}`,
      install: tools.install,
      tsm: tools.tsm,
      artifact: prefix === '' ? 'tsm-diff' : JSON.stringify(`tsm-diff-${name}`),
      mark: prefix === '' ? '<!-- tsm diff -->' : `<!-- tsm diff ${name} -->`,
    },
  };
}
