import { posix } from 'node:path';
import { shellQuote } from '../diagnostics/shell-quote.ts';
import type { WrittenConfig } from '../config/written.ts';
import { tsmLines } from '../import/tsm-text.ts';
import { portInFile, writtenService } from './project-config.ts';
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

/** A service file; none for what only a config can say. */
export function serviceLayout(
  path: string,
  service: Proposal,
  environments: readonly string[],
): readonly Layout[] {
  const lines =
    service.settings === undefined
      ? plainLines(service, environments)
      : tsmLines(writtenService(service, environments));
  return lines === undefined ? [] : [{ path, template: 'service.tsm.ejs', values: { lines } }];
}

function plainLines({ command, cwd, port }: Proposal, environments: readonly string[]): readonly string[] {
  const named = portInFile(port, environments);
  const settings = [
    ['TSM_COMMAND', command],
    // Else a service would run in the folder of its file.
    ['TSM_CWD', cwd],
    ...(named === undefined ? [] : [['TSM_PORT', named]]),
  ] as const;
  return settings.map(([key = '', value = '']) => `${key}=${quoted(value)}`);
}

const quoted = (value: string): string => (/^[\w./+-]+$/.test(value) ? `"${value}"` : quotedText(value));

/** Double quotes where nothing in them means anything to bash, as people write it. */
const quotedText = (value: string): string =>
  /^[^"$`\\!\n]+$/.test(value) ? `"${value}"` : shellQuote(value).replace(/^(?!')(.*)$/s, "'$1'");

/** The workflow lies at the top of the repository, also when the project does not. */
export function workflowLayout({ name }: Pick<Answers, 'name'>, tools: Toolchain, prefix: string): Layout {
  const [key, version] = tools.node;
  return {
    path: workflowPath(name, prefix),
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

/** Projects that share a repository have a workflow each. */
export function workflowPath(name: string, prefix: string): string {
  const up = prefix
    .split('/')
    .filter(Boolean)
    .map(() => '..');
  return posix.join(...up, '.github/workflows', prefix === '' ? 'tsm.yml' : `tsm-${name}.yml`);
}
