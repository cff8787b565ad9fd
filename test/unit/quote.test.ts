import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { execWords } from '../../src/unit/exec-words.ts';
import { parseUnit } from '../../src/unit/parse.ts';
import * as quote from '../../src/unit/quote.ts';
import { environmentWords, pathListWords, plainValue, textWords } from '../../src/unit/words.ts';
import { absolutePaths, isPlainUnicode, runs, userText } from './arbitrary.ts';
import { bindSidesNew, bindSidesOld, envFileValue, searchPathSides, tmpfilesArgumentOf } from './oracle.ts';

/** Variables that would show if a dollar were not taken literally. */
const variables = { HOME: '/root with blanks', x: 'boom', '': 'empty', '{': 'brace' };

/** The text, after a check that a unit carries it as the one value of its key and that the next line stands. */
function carried(encoded: quote.Encoded): string | undefined {
  if ('refusal' in encoded) return undefined;
  const unit = parseUnit(`[Service]\nKey=${encoded.text}\nNext=1\n`);
  const values = unit.sections.get('Service');
  expect(unit.problems).toEqual([]);
  expect([...unit.sections.keys()]).toEqual(['Service']);
  expect([...(values ?? [])].map(([key, list]) => [key, list.map(({ value }) => value)])).toEqual([
    ['Key', [encoded.text]],
    ['Next', ['1']],
  ]);
  return encoded.text;
}

/** systemd strips slashes at the end, so one more changes nothing. */
const trimSlash = (path: string): string => path.replace(/(?<=.)\/+$/su, '');

describe('what is accepted is read back as it was', () => {
  it('execCommand', () => {
    const commands = fc.tuple(
      fc.oneof(absolutePaths, userText),
      fc.array(userText, { maxLength: 3 }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(commands, ([program, args, bare]) => {
        const text = carried(quote.execCommand(program, args, { bare }));
        if (text === undefined) return;
        expect(execWords(text, variables)).toEqual({
          value: [{ prefixes: program.includes('$') ? '@' : '', program, argv: [program, ...args] }],
        });
      }),
      runs,
    );
  });

  it('execArgument takes all text that is Unicode', () => {
    fc.assert(
      fc.property(userText, (text) => {
        expect('text' in quote.execArgument(text)).toBe(isPlainUnicode(text));
        expect('text' in quote.environment('A', text)).toBe(isPlainUnicode(text));
        expect('text' in quote.envFileLine('A', text)).toBe(isPlainUnicode(text));
        expect('text' in quote.plainText(text)).toBe(isPlainUnicode(text) && !/[\r\n]/.test(text));
      }),
      runs,
    );
  });

  const contexts: readonly [
    name: string,
    encode: (value: string) => quote.Encoded,
    read: (text: string) => unknown,
    paths: boolean,
  ][] = [
    [
      'environment',
      (one) => quote.environment('NAME', one),
      (text) => valueOf(environmentWords(text))?.[0]?.[1],
      false,
    ],
    ['plainText', quote.plainText, (text) => valueOf(plainValue(text)), false],
    ['pathRaw', (path) => quote.pathRaw(path), (text) => trimSlash(valueOf(plainValue(text)) ?? ''), true],
    [
      'envFilePath',
      (path) => quote.envFilePath(path),
      (text) => valueOf(plainValue(text))?.replaceAll(/\\([\\*?[])/g, '$1'),
      true,
    ],
    ['pathList', (path) => quote.pathList(path), (text) => one(valueOf(pathListWords(text))), true],
    ['directoryName', quote.directoryName, (text) => one(valueOf(textWords(text, 'data'))), false],
    ['directoryName on 247', quote.directoryName, (text) => one(valueOf(textWords(text, 'shield'))), false],
    ['tmpfilesPath', quote.tmpfilesPath, (text) => one(valueOf(textWords(text, 'c'))), true],
    ['tmpfilesArgument', quote.tmpfilesArgument, tmpfilesArgumentOf, false],
    [
      'sysusersField',
      quote.sysusersField,
      (text) => (text === '-' ? '' : one(valueOf(textWords(text, 'c')))),
      false,
    ],
    ['comment', quote.comment, (text) => text, false],
  ];
  it.each(contexts)('%s', (name, encode, read, paths) => {
    fc.assert(
      fc.property(paths ? absolutePaths : userText, (text) => {
        const encoded = encode(text);
        if ('text' in encoded) expect(read(encoded.text)).toBe(name === 'pathRaw' ? trimSlash(text) : text);
        else expect(encoded.refusal.rule).not.toBe('');
      }),
      runs,
    );
  });

  it('envFileLine', () => {
    fc.assert(
      fc.property(userText, (text) => {
        const encoded = quote.envFileLine('NAME', text);
        if ('text' in encoded) expect(envFileValue(encoded.text)).toBe(text);
      }),
      runs,
    );
  });

  it('bindPath, before 258 and after', () => {
    fc.assert(
      fc.property(absolutePaths, absolutePaths, fc.boolean(), (source, destination, recursive) => {
        const text = carried(quote.bindPath(source, destination, { recursive }));
        if (text === undefined) return;
        const sides = [source, destination, ...(recursive ? [] : ['norbind'])];
        expect(bindSidesOld(text)).toEqual(sides);
        expect(bindSidesNew(text)).toEqual(sides);
      }),
      runs,
    );
  });

  it('searchPath', () => {
    fc.assert(
      fc.property(fc.array(absolutePaths, { minLength: 1, maxLength: 3 }), (paths) => {
        const text = carried(quote.searchPath(paths));
        if (text !== undefined)
          expect(searchPathSides(text).map((side) => trimSlash(side ?? ''))).toEqual(paths.map(trimSlash));
      }),
      runs,
    );
  });
});

describe('no accepted value adds a line, a section or a directive', () => {
  const inUnits: readonly ((value: string) => quote.Encoded)[] = [
    quote.execArgument,
    quote.plainText,
    quote.directoryName,
    (value) => quote.execProgram(value, { bare: true }),
    (value) => quote.environment('A', value),
    (value) => quote.pathRaw(`/${value}`),
    (value) => quote.envFilePath(`/${value}`, { optional: true }),
    (value) => quote.pathList(`/${value}`, { prefix: '-' }),
  ];
  it('in a unit of many directives', () => {
    const values = fc.array(fc.tuple(fc.integer({ min: 0, max: inUnits.length - 1 }), userText), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(values, (list) => {
        const texts = list.flatMap(([which, value]) => {
          const encoded = inUnits[which]?.(value);
          return encoded !== undefined && 'text' in encoded ? [encoded.text] : [];
        });
        const comments = list.map(([, value]) => value).filter((value) => 'text' in quote.comment(value));
        const text = [
          '[Unit]',
          ...comments.map((line) => `# ${line}`),
          ...texts.map((one) => `Key=${one}`),
          '[Service]',
          'End=1',
        ].join('\n');
        const unit = parseUnit(text);
        expect(unit.problems).toEqual([]);
        expect([...unit.sections.keys()]).toEqual(['Unit', 'Service']);
        expect((unit.sections.get('Unit')?.get('Key') ?? []).map(({ value }) => value)).toEqual(texts);
      }),
      runs,
    );
  });
});

describe('refusals', () => {
  it.each([
    ['a NUL', quote.execArgument('a\0b'), 'a NUL character', 1],
    ['half a pair', quote.environment('A', '\ud800'), 'surrogate', 2],
    ['a noncharacter', quote.plainText('ab\ufffe'), 'noncharacter', 2],
    ['a line break', quote.plainText('a\nUser=root'), 'line break', 1],
    ['a carriage return', quote.pathRaw('/a\rUser=root'), 'line break', 2],
    ['a relative program', quote.execProgram('./run'), 'absolute', undefined],
    ['a bare program that is not asked for', quote.execProgram('node'), 'absolute', undefined],
    ['a program with a quote', quote.execProgram('/a"b'), 'quote', 2],
    ['a program with a glob', quote.execProgram('/a*'), '258', 2],
    ['a bare program with a prefix', quote.execProgram('-x', { bare: true }), 'prefix', 0],
    ['a program that ends in dots, as 257 refuses it', quote.execProgram('/a/..'), '".."', 3],
    ['a bare semicolon', quote.execProgram(';', { bare: true }), 'file name', undefined],
    ['a variable name', quote.environment('A-B', 'x'), 'name', 0],
    ['an argument too long', quote.execArgument('x'.repeat(131_072)), '131071', undefined],
    ['an assignment too long', quote.envFileLine('A', 'x'.repeat(131_070)), '131071', undefined],
    [
      'a line too long',
      quote.execCommand(
        '/x',
        Array.from({ length: 9 }, () => 'x'.repeat(131_071)),
      ),
      '1048575',
      undefined,
    ],
    ['a description too long', quote.plainText('x'.repeat(1_048_575)), '1048575', undefined],
    ['a path with dots', quote.pathRaw('/a/../b'), '..', 3],
    ['a path too long', quote.pathRaw(`/${'a/'.repeat(2048)}`), '4095', undefined],
    ['a component too long', quote.pathList(`/${'é'.repeat(128)}`), '255', undefined],
    ['home in an env file', quote.envFileLine('A', quote.HOME_SPECIFIER), '%h', 0],
    ['home glued to a name', quote.pathRaw(`${quote.HOME_SPECIFIER}x`), 'absolute', undefined],
    ['a directory outside', quote.directoryName('/var/lib/x'), 'relative', undefined],
    ['a colon in a search path', quote.searchPath(['/a:b']), 'colon', 2],
    ['both quotes in a bind', quote.bindPath('/a"\'', '/b'), 'quotes', undefined],
    ['a colon in GECOS', quote.sysusersField('a:b'), 'colon', 1],
    ['a backslash behind a comment', quote.comment('a\\'), 'backslash', 1],
  ] as const)('%s', (_, encoded, rule, index) => {
    expect(encoded).toMatchObject({ refusal: { rule: expect.stringContaining(rule) as string } });
    if ('refusal' in encoded) expect(encoded.refusal.index).toBe(index);
  });
});

describe('text as laid out', () => {
  const home = quote.HOME_SPECIFIER;
  it.each([
    [
      quote.execCommand('/bin/echo', ['a', 'a b', '100%', '$HOME', '', ';']),
      '/bin/echo a "a b" "100%%" "$$HOME" "" ";"',
    ],
    [quote.execCommand('/bin/x', [], { prefix: '-' }), '-/bin/x'],
    [quote.execCommand('/opt/$x/run', []), '@"/opt/$x/run" "/opt/$$x/run"'],
    [quote.execCommand(`${home}/bin/x`, [`--dir=${home}`]), '"%h/bin/x" "--dir=%h"'],
    [quote.environment('A', 'x $y %z "q"'), '"A=x $y %%z \\"q\\""'],
    [quote.environment('A', `${home}/x`), '"A=%h/x"'],
    [quote.envFileLine('A', '$x `y` "z" \\'), 'A="\\$x \\`y\\` \\"z\\" \\\\"'],
    [quote.plainText(' a\\'), '%i a\\%i'],
    [quote.pathRaw('/a '), '/a /'],
    [quote.envFilePath('/a*[b]', { optional: true }), '-/a\\*\\[b]'],
    [quote.envFilePath('/a '), '/a %i'],
    [quote.pathList('/a b', { prefix: '-' }), '"-/a b"'],
    [quote.bindPath('/a:b', '/c d', { optional: true, recursive: false }), '-"/a\\:b":"/c d":norbind'],
    [quote.searchPath(['/usr/bin', '/bin']), '/usr/bin:/bin'],
    [quote.directoryName('a b'), '"a b"'],
    [quote.tmpfilesArgument(' x '), '\\x20x\\x20'],
    [quote.tmpfilesArgument('-'), '\\x2d'],
    [quote.sysusersField('Tetra Service'), '"Tetra Service"'],
  ])('%j', (encoded, text) => expect(encoded).toEqual({ text }));
});

const valueOf = <T>(decoded: { readonly value: T } | { readonly error: string }): T | undefined =>
  'value' in decoded ? decoded.value : undefined;

const one = (words: readonly string[] | undefined): string | undefined =>
  words?.length === 1 ? words[0] : undefined;
