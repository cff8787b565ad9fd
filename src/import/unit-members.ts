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
  /** Whose manager runs them. */
  readonly scope: 'system' | 'user';
  readonly notes: ImportNote[];
  readonly diagnostics: Diagnostic[];
}

/** The section that makes a unit a trigger, and the key by which it names what it starts. */
const TRIGGERS: Readonly<Record<string, readonly [section: string, key: string]>> = {
  timer: ['Timer', 'Unit'],
  socket: ['Socket', 'Service'],
  path: ['Path', 'Unit'],
};

const typeOf = (unit: string): string => unit.slice(unit.lastIndexOf('.') + 1);
const isTrigger = (unit: string): boolean => Object.hasOwn(TRIGGERS, typeOf(unit));

/** The units that were meant: a service for what triggers it. */
export function unitNames(desk: Desk): readonly string[] {
  const { file, beside, text } = desk.request;
  const name = posix.basename(file);
  if (name.endsWith('.service')) return [name];
  if (isTrigger(name)) return [startedBy(name, desk)];
  if (text !== '') return [`${serviceName(name)}.service`];
  const all = beside.list('.');
  const services = all.filter((one) => one.endsWith('.service'));
  for (const one of all) desk.notes.push(...leftNotes(one, services, desk));
  return services;
}

/** What of a folder becomes no part of a service. */
function leftNotes(unit: string, services: readonly string[], desk: Desk): readonly ImportNote[] {
  if (/\.(?:target|mount|automount|slice|swap)$/.test(unit))
    return [dropped(unit, `tsm writes no ${typeOf(unit)} of yours: keep it beside the project's units`)];
  const started = isTrigger(unit) ? startedBy(unit, desk) : undefined;
  return started === undefined || services.includes(started)
    ? []
    : [dropped(unit, `it starts ${started}, which is not in this folder`)];
}

/** What a trigger starts: what it says, else the service of its name, of a socket that accepts one for each connection. */
function startedBy(trigger: string, { request }: Desk): string {
  const [section, key] = TRIGGERS[typeOf(trigger)] ?? ['', ''];
  const { unit } = mergeUnit(trigger, request.beside.read(trigger) ?? request.text, request.beside);
  const accepts = isYes(unit.get('Socket')?.get('Accept')?.at(-1) ?? '') ? '@' : '';
  const stem = trigger.slice(0, trigger.lastIndexOf('.'));
  return unit.get(section)?.get(key)?.at(-1) ?? `${stem}${accepts}.service`;
}

/** Whether systemd takes it for yes. */
export const isYes = (value: string): boolean => /^(?:1|yes|y|true|t|on)$/i.test(value);

/** A service unit with its drop-ins and triggers. */
export function readMember(unit: string, desk: Desk): readonly Member[] {
  const { file, text, beside } = desk.request;
  const stem = unit.slice(0, -'.service'.length);
  const isMeant = posix.basename(file) === unit || isTrigger(file) || file === '-';
  const content = posix.basename(file) === unit || file === '-' ? text : beside.read(unit);
  if (stem.endsWith('@') || content === undefined) {
    const why =
      content === undefined
        ? 'there is no such file'
        : `a template: copy it to ${stem}NAME.service for each instance, and import that`;
    if (isMeant || file.includes(stem))
      desk.diagnostics.push(
        diagnostic(
          'import-invalid',
          { file },
          { problem: `${isTrigger(file) ? 'it starts ' : ''}${unit}: ${why}` },
        ),
      );
    else desk.notes.push(dropped(unit, why));
    return [];
  }
  return [
    { unit, name: serviceName(stem), merged: merge(unit, content, desk), triggers: triggersOf(unit, desk) },
  ];
}

/** One of each type: a service has no two timers here. */
function triggersOf(unit: string, desk: Desk): Member['triggers'] {
  const { beside } = desk.request;
  const found = beside.list('.').filter((one) => isTrigger(one) && startedBy(one, desk) === unit);
  return found.flatMap((trigger, index) => {
    const first = found.findIndex((one) => typeOf(one) === typeOf(trigger));
    if (first !== index) {
      desk.notes.push(
        dropped(trigger, `${found[first]} starts ${unit}, too, and a service has one ${typeOf(trigger)}`),
      );
      return [];
    }
    const [section = ''] = TRIGGERS[typeOf(trigger)] ?? [];
    const merged = merge(trigger, beside.read(trigger) ?? '', desk);
    return [{ unit: trigger, merged: only(merged, section, trigger, desk) }];
  });
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
