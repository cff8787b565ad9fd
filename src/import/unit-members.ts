import { posix } from 'node:path';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ImportNote } from './draft.ts';
import { serviceName } from './names.ts';
import { dropped, kept } from './notes.ts';
import type { ImportRequest } from './request.ts';
import { mergeUnit, type MergedUnit } from './unit-merge.ts';

/** A service unit with what triggers it. */
export interface Member {
  readonly unit: string;
  readonly name: string;
  readonly merged: MergedUnit;
  /** Sections of a timer, socket or path of the same name. */
  readonly triggers: readonly { readonly unit: string; readonly merged: MergedUnit }[];
}

/** Everything that members are read into. */
export interface Desk {
  readonly request: ImportRequest;
  readonly notes: ImportNote[];
  readonly diagnostics: Diagnostic[];
}

const TRIGGERS = [
  ['timer', 'Timer'],
  ['socket', 'Socket'],
  ['path', 'Path'],
] as const;

/** The units that were meant: a service for what triggers it. */
export function unitNames({ file, beside, text }: ImportRequest): readonly string[] {
  const name = posix.basename(file);
  if (name.endsWith('.service')) return [name];
  const [, stem] = /^(.*)\.(?:timer|socket|path)$/.exec(name) ?? [];
  if (stem !== undefined) return [`${stem}.service`];
  return text === ''
    ? beside.list('.').filter((one) => one.endsWith('.service'))
    : [`${serviceName(name)}.service`];
}

/** A service unit with its drop-ins and triggers. */
export function readMember(unit: string, desk: Desk): readonly Member[] {
  const { file, text, beside } = desk.request;
  const stem = unit.slice(0, -'.service'.length);
  const content = posix.basename(file) === unit || file === '-' ? text : beside.read(unit);
  if (stem.endsWith('@') || content === undefined) {
    const why =
      content === undefined
        ? 'there is no such file'
        : 'a template; import a unit without an @, once for each instance';
    if (file.includes(stem))
      desk.diagnostics.push(diagnostic('import-invalid', { file }, { problem: `${unit}: ${why}` }));
    else desk.notes.push(dropped(unit, why));
    return [];
  }
  const triggers = TRIGGERS.flatMap(([type, section]) => {
    const trigger = `${stem}.${type}`;
    const found = beside.read(trigger);
    return found === undefined
      ? []
      : [{ unit: trigger, merged: only(merge(trigger, found, desk), section, trigger, desk) }];
  });
  return [{ unit, name: serviceName(stem), merged: merge(unit, content, desk), triggers }];
}

function merge(unit: string, text: string, desk: Desk): MergedUnit {
  const { unit: merged, problems, dropIns } = mergeUnit(unit, text, desk.request.beside);
  for (const { file, line, rule, fatal } of problems) {
    if (fatal)
      desk.diagnostics.push(diagnostic('import-invalid', { file }, { problem: `line ${line}: ${rule}` }));
    else desk.notes.push(dropped(`${file}:${line}`, `${rule}, so systemd does not read it`));
  }
  desk.notes.push(...dropIns.map((file) => kept(file, `merged into ${unit}`)));
  return merged;
}

/** Of a trigger the section that makes it one; the rest of it is made anew. */
function only(merged: MergedUnit, section: string, unit: string, desk: Desk): MergedUnit {
  for (const [name, keys] of merged)
    for (const key of keys.keys())
      if (name !== section && name !== 'Install' && key !== 'Description')
        desk.notes.push(dropped(`${unit}.${key}=`, 'a trigger has what its service says'));
  return new Map([...merged].filter(([name]) => name === section || name === 'Install'));
}
