import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import * as quote from '../../../src/unit/quote.ts';
import { absolutePaths, runs, userText } from '../../unit/arbitrary.ts';
import { commandWords, dumpUnits, property } from './dump.ts';
import { verify } from './verify.ts';

interface Sample {
  readonly value: string;
  readonly text: string;
}

/** Values that the encoder accepts, with what it makes of them. */
function samples(
  arbitrary: fc.Arbitrary<string>,
  encode: (value: string) => quote.Encoded,
  count: number,
): readonly Sample[] {
  return fc.sample(arbitrary, { ...runs, numRuns: count }).flatMap((value) => {
    const encoded = encode(value);
    return 'text' in encoded ? [{ value, text: encoded.text }] : [];
  });
}

/** A path as systemd keeps it: without doubled slashes and without one at the end. */
const simplified = (path: string): string => path.replaceAll(/\/+/g, '/').replace(/(?<=.)\/$/, '');

const service = (lines: readonly string[], unit: readonly string[] = []): string =>
  ['[Unit]', ...unit, '[Service]', 'ExecStart=/bin/true', ...lines, ''].join('\n');

const texts = userText.filter((text) => text !== '');
const args = samples(userText, quote.execArgument, 800);
const programs = samples(absolutePaths, quote.execProgram, 800);
const assignments = samples(userText, (value) => quote.environment('V', value), 800).map(
  ({ value }, index) => {
    const encoded = quote.environment(`V${index}`, value);
    return { value, text: 'text' in encoded ? encoded.text : '' };
  },
);
const lists = samples(absolutePaths, (path) => quote.pathList(path), 500);
const binds = samples(absolutePaths, (path) => quote.bindPath(path, `/to${path}`), 500);
const files = samples(absolutePaths, (path) => quote.envFilePath(path), 500);
const directories = samples(texts, quote.directoryName, 500);
const descriptions = samples(texts, quote.plainText, 150);
const folders = samples(absolutePaths, (path) => quote.pathRaw(path), 150);

/** `value` doubled where a dollar would begin a variable: the dump shows words before their expansion at the start. */
const doubled = (value: string): string => value.replaceAll('$', '$$$$');

const units: Readonly<Record<string, string>> = {
  'tsm-exec.service': service(args.map(({ text }) => `ExecStartPre=/bin/echo ${text}`)),
  'tsm-program.service': service(programs.map(({ text }) => `ExecStartPre=${text}`)),
  'tsm-env.service': service(assignments.map(({ text }) => `Environment=${text}`)),
  'tsm-list.service': service(
    lists.flatMap(({ text }, index) => [`ReadWritePaths=${text}`, `ReadWritePaths=/sentinel${index}`]),
  ),
  'tsm-bind.service': service(binds.map(({ text }) => `BindPaths=${text}`)),
  'tsm-file.service': service(files.map(({ text }) => `EnvironmentFile=${text}`)),
  'tsm-state.service': service(directories.map(({ text }) => `StateDirectory=${text}`)),
  ...Object.fromEntries(
    descriptions.map(({ text }, index) => [`tsm-d${index}.service`, service([], [`Description=${text}`])]),
  ),
  ...Object.fromEntries(
    folders.map(({ text }, index) => [`tsm-w${index}.service`, service([`WorkingDirectory=${text}`])]),
  ),
};

describe('the real systemd reads back what we wrote', () => {
  let dump: Readonly<Record<string, string>> = {};
  beforeAll(async () => {
    dump = await dumpUnits(units);
  });
  const unit = (name: string): string => dump[`tsm-${name}.service`] ?? '';
  const commands = (name: string): readonly (readonly string[])[] => {
    const lines = unit(name).split('\t\t\tCommand Line: ').slice(1);
    return lines
      .map((line) => commandWords(line.slice(0, line.indexOf('\n'))))
      .filter(([program]) => program !== '/bin/true');
  };

  it('arguments', () =>
    expect(commands('exec')).toEqual(args.map(({ value }) => ['/bin/echo', doubled(value)])));

  it('programs', () => expect(commands('program')).toEqual(programs.map(({ value }) => [doubled(value)])));

  it('environment', () => {
    const block = unit('env');
    const from = assignments.map(
      (_, index) => block.indexOf(`\t\tEnvironment: V${index}=`) + `\t\tEnvironment: V${index}=`.length,
    );
    const end = block.indexOf('\n\t\tRuntimeDirectoryPreserve: ');
    const read = from.map((start, index) => {
      const next = index + 1 < from.length ? block.indexOf(`\n\t\tEnvironment: V${index + 1}=`, start) : end;
      return block.slice(start, next);
    });
    expect(read).toEqual(assignments.map(({ value }) => value));
  });

  it('lists of paths', () => {
    const read = ` ${property(unit('list'), 'ReadWritePaths').join('')} `
      .split(/ \/sentinel\d+(?= )/)
      .slice(0, -1);
    expect(read).toEqual(lists.map(({ value }) => ` ${simplified(value)}`));
  });

  it('bind mounts', () =>
    expect(property(unit('bind'), 'BindPaths')).toEqual(
      binds.map(({ value }) => `${simplified(value)}:${simplified(`/to${value}`)}:rbind`),
    ));

  it('env files, as globs', () =>
    expect(property(unit('file'), 'EnvironmentFile')).toEqual(
      files.map(({ value }) => simplified(value.replaceAll(/[\\*?[]/g, '\\$&'))),
    ));

  it('state directories', () =>
    expect(new Set(property(unit('state'), 'StateDirectory'))).toEqual(
      new Set(directories.map(({ value }) => simplified(value))),
    ));

  it('descriptions', () =>
    expect(descriptions.map((_, index) => property(unit(`d${index}`), 'Description')[0])).toEqual(
      descriptions.map(({ value }) => value),
    ));

  it('working directories', () =>
    expect(folders.map((_, index) => property(unit(`w${index}`), 'WorkingDirectory')[0])).toEqual(
      folders.map(({ value }) => simplified(value)),
    ));
});

describe('systemd-analyze verify', () => {
  it('says nothing about any of these units', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'tsm-quote-'));
    try {
      const paths = Object.entries(units).map(([name, text]) => {
        writeFileSync(join(directory, name), text);
        return join(directory, name);
      });
      const said = await verify(paths);
      expect(said.split('\n').filter((line) => line !== '' && !line.includes('is not executable'))).toEqual(
        [],
      );
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
