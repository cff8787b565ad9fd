import { binary, config, GLOB, GOOD, tsm, type HostileCase } from './case.ts';

const envFile = (name: string): HostileCase['files'] =>
  config([{ name: 'shop', command: 'node x.js', envFile: name }]);
const megabytes = (count: number): string => `A="${'x'.repeat(count * 1024 * 1024)}"\n`;

/** Service files, env files, globs, links, and what stands where bundles go. */
export const FILES: Readonly<Record<string, HostileCase>> = {
  'a .tsm file of 9 MB': { files: tsm(megabytes(9)), ends: 'unreadable-file' },
  'a .tsm file of 50 MB': { files: tsm(megabytes(50)), ends: 'unreadable-file' },
  'a .tsm file of 2 MB': { files: tsm(megabytes(2)), ends: 'file-too-large' },
  'a binary .tsm file': { files: tsm(binary), ends: 'unreadable-file' },
  'an empty .tsm file': { files: tsm(''), ends: 'command-missing' },
  'a .tsm file of UTF-16': { files: tsm(Buffer.from(`\ufeff${GOOD}`, 'utf16le')), ends: 'unreadable-file' },
  'a .tsm file that is a folder': {
    files: { ...GLOB, 'services/shop.tsm/x': '' },
    ends: 'glob-matches-nothing',
  },
  'a link to a .tsm file outside': {
    files: tsm({ link: '../../outside/canary.tsm' }),
    ends: 'unreadable-file',
  },
  'a link to a .tsm file inside': {
    files: { ...tsm({ link: '../real.tsm' }), 'real.tsm': GOOD },
    ends: 'clean',
  },
  'a .tsm file that links to itself': { files: tsm({ link: 'shop.tsm' }), ends: 'unreadable-file' },
  'a link to nowhere': { files: tsm({ link: 'nowhere' }), ends: 'unreadable-file' },
  'a link to a device': { files: tsm({ link: '/dev/zero' }), ends: 'unreadable-file' },
  'a folder that links to itself': {
    files: { ...config('**/*.tsm'), 'services/shop.tsm': GOOD, 'services/again': { link: '.' } },
    ends: 'clean',
  },
  'a folder that links outside': {
    files: { ...config('**/*.tsm'), 'services/shop.tsm': GOOD, 'services/out': { link: '../../outside' } },
    ends: 'clean',
  },
  'a glob that goes through a link': {
    files: { ...config('out/*.tsm'), out: { link: '../outside' } },
    ends: 'unreadable-file',
  },
  'a glob with a way up': { files: config('../outside/*.tsm'), ends: 'glob-outside-project' },
  'a glob with a way up in braces': { files: config('{.,..}/outside/*.tsm'), ends: 'error' },
  'an absolute glob': { files: config('/etc/*.tsm'), ends: 'glob-outside-project' },
  'an env file with a way up': { files: envFile('../outside/canary.env'), ends: 'path-outside-root' },
  'an env file behind a way down and up': {
    files: envFile('a/../../outside/canary.env'),
    ends: 'path-outside-root',
  },
  'an env file that is absolute': { files: envFile('/etc/passwd'), ends: 'path-outside-root' },
  'an env file that links outside': {
    files: { ...envFile('x.env'), 'x.env': { link: '../outside/canary.env' } },
    ends: 'unreadable-file',
  },
  'an env file below a folder that links outside': {
    files: { ...envFile('out/canary.env'), out: { link: '../outside' } },
    ends: 'unreadable-file',
  },
  'an env file that is a folder': {
    files: { ...envFile('folder'), 'folder/x': '' },
    ends: 'unreadable-file',
  },
  'an env file that is binary': { files: { ...envFile('x.env'), 'x.env': binary }, ends: 'unreadable-file' },
  'an env file that would run something': {
    files: { ...envFile('x.env'), 'x.env': 'A=$(touch ../outside/x)\n' },
    ends: 'command-substitution',
  },
  'a .tsm file that would run something': { files: tsm(`${GOOD}touch ../outside/x\n`), ends: 'bash-command' },
  'a .tsm file that sources itself': { files: tsm(`${GOOD}. ./shop.tsm\n`), ends: 'bash-command' },
  'a .tsm file of a thousand levels': {
    files: tsm(`A=${'${u:-'.repeat(1000)}x${'}'.repeat(1000)}\n`),
    ends: 'nesting-too-deep',
  },
  'a malformed file among 200 good ones': {
    files: {
      ...GLOB,
      ...Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`services/s${index}.tsm`, GOOD])),
      'services/s100.tsm': `${GOOD}TSM_CWD="unclosed\n`,
    },
    ends: 'bash-syntax',
  },
  'bundles that are a link': {
    files: { ...config([{ name: 'shop', command: 'x' }]), systemd: { link: '../outside' } },
    ends: 'not-a-directory',
  },
  'a bundle that is a link': {
    files: { ...config([{ name: 'shop', command: 'x' }]), 'systemd/production': { link: '../../outside' } },
    ends: 'not-a-directory',
  },
  'an env folder of a bundle that is a link': {
    files: {
      ...config([{ name: 'shop', command: 'x' }]),
      'systemd/production/env': { link: '../../../outside' },
    },
    ends: 'not-a-directory',
  },
  'a folder above the bundles that is a link': {
    files: {
      ...config([{ name: 'shop', command: 'x' }], { outDir: 'deploy/units' }),
      deploy: { link: '../outside' },
    },
    ends: 'not-a-directory',
  },
  'a unit of a bundle that is a link': {
    files: {
      ...config([{ name: 'shop', command: 'x' }]),
      'systemd/production/shop.service': { link: '../../../outside/canary.env' },
    },
    ends: 'foreign-file',
  },
  'a manifest that is a link': {
    files: {
      ...config([{ name: 'shop', command: 'x' }]),
      'systemd/production/tsm.json': { link: '../../../outside/canary.env' },
    },
    ends: 'clean',
  },
  'a manifest that claims files outside': {
    files: {
      ...config([{ name: 'shop', command: 'x' }]),
      'systemd/production/tsm.json': JSON.stringify({
        format: 1,
        project: 'shop',
        id: 'shop',
        environment: 'production',
        aliases: [],
        default: true,
        scope: 'system',
        systemd: 247,
        base: 'shop',
        target: 'shop.target',
        slice: 's.slice',
        units: {},
        files: ['../../../outside/canary.env', '/etc/passwd'],
      }),
    },
    ends: 'clean',
  },
  'an outDir with a way up': {
    files: config([{ name: 'shop', command: 'x' }], { outDir: '../outside' }),
    ends: 'outdir-outside-project',
  },
  'an outDir with a NUL': {
    files: config([{ name: 'shop', command: 'x' }], { outDir: 'a\0b' }),
    ends: 'invalid-value',
  },
  'an outDir with a line feed': {
    files: config([{ name: 'shop', command: 'x' }], { outDir: 'a\nb' }),
    ends: 'invalid-value',
  },
};
