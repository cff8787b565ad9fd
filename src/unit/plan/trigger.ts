import type { Service } from '../../service/service.ts';
import { plainText } from '../quote.ts';
import { newSheet, put, putEncoded, type Line, type Sheet } from './sheet.ts';

/** Units that start a service: a section of the raw `unit:` block makes one beside it. */
const TRIGGERS = [
  { section: 'Socket', type: 'socket' },
  { section: 'Timer', type: 'timer' },
  { section: 'Path', type: 'path' },
] as const;

export type Trigger = (typeof TRIGGERS)[number];

export const triggersOf = ({ settings }: Service): readonly Trigger[] =>
  TRIGGERS.filter(({ section }) => settings.unit?.[section] !== undefined);

/** The unit of one trigger, from the lines of its section on the service's sheet. It stands in for the service as member of the target. */
export function planTrigger(service: Service, { section, type }: Trigger, lines: readonly Line[]): Sheet {
  const sheet = newSheet();
  const { environment, prefix, description, placeOf } = service;
  const at = placeOf(['unit', section]);
  putEncoded(
    sheet,
    'Unit',
    'Description',
    plainText(`${description} (${type})`),
    description,
    placeOf(['description']),
  );
  put(sheet, 'Unit', 'PartOf', environment.target, {
    tsm: 'starting, stopping and restarting the target does so for its members',
  });
  put(sheet, 'Unit', 'Before', environment.target, { tsm: 'starting the target waits for its members' });
  sheet.lines.push(...lines.filter((line) => line.section === section));
  if (!sheet.lines.some(({ key }) => key === 'Unit' || key === 'Service'))
    put(sheet, section, section === 'Socket' ? 'Service' : 'Unit', `${prefix}.service`, at);
  put(sheet, 'Install', 'WantedBy', environment.target, {
    tsm: 'every service belongs to the target of its environment',
  });
  return sheet;
}
