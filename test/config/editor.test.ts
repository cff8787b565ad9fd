import { expect, test } from 'vitest';
import { openEditor } from './editor.ts';

const editor = openEditor('@tetra/tsm');
const inDev = (settings: string): string =>
  `{ project: 'shop', services: [], environments: { dev: { ${settings} } } }`;

test('an editor explains a field', () => {
  const found = editor.explain(inDev("limits: { memory|Max: '1G' }"));
  expect(found).toContain('memoryMax?: string | number');
  expect(found).toContain('Hard memory limit; above it the kernel kills');
});

test('an editor explains a directive and says which systemd has it', () => {
  const found = editor.explain(inDev("unit: { Service: { Restart|MaxDelaySec: '5min' } }"));
  expect(found).toContain('systemd.service(5), systemd 254 and newer. It must be a time span');
});

test('an editor completes every level', () => {
  expect(editor.complete(`{ | }`)).toEqual(expect.arrayContaining(['project', 'services', 'environments']));
  expect(editor.complete(inDev('|'))).toEqual(expect.arrayContaining(['root', 'limits', 'maxExposure']));
  expect(editor.complete(inDev('hardening: { | }'))).toEqual(
    expect.arrayContaining(['preset', 'ProtectHome', 'SystemCallFilter', 'IPAddressDeny']),
  );
  const directives = editor.complete(inDev('unit: { Service: { | } }'));
  expect(directives).toEqual(expect.arrayContaining(['Nice', 'ExecReload', 'KillMode', 'MemoryMax']));
  expect(directives).not.toContain('MemoryLimit');
  expect(editor.complete(inDev("unit: { Service: { KillMode: '|' } }"))).toEqual(
    expect.arrayContaining(['control-group', 'mixed', 'process']),
  );
});

test('an editor refuses a key that is not there, and a value that a directive does not take', () => {
  expect(editor.complain(inDev("limits: { memoryMax: '1G' }"))).toEqual([]);
  expect(editor.complain(inDev("limits: { memorymax: '1G' }"))[0]).toContain(
    "Did you mean to write 'memoryMax'?",
  );
  expect(editor.complain(inDev("hardening: { ProtectHom: 'yes' }"))[0]).toContain('ProtectHom');
  expect(editor.complain(inDev('unit: { Service: { Nicee: 5 } }'))[0]).toContain("'Nicee' does not exist");
  expect(editor.complain(inDev("unit: { Service: { KillMode: 'none' } }"))[0]).toContain('"none"');
});

test('what ships explains and completes as well', () => {
  const shipped = openEditor('./dist/index.js');
  expect(shipped.explain(inDev("limits: { memory|High: '1G' }"))).toContain('slowed down and reclaimed from');
  expect(shipped.complete(inDev('unit: { Service: { | } }'))).toContain('KillMode');
});
