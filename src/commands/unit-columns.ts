import { bytesText } from '../host/format.ts';
import type { PortStatus, UnitStatus } from '../host/status.ts';
import type { Column } from '../host/table.ts';

type Cells<Key extends keyof UnitStatus> = Column<Pick<UnitStatus, Key>>;

/** The columns that every table of units has. Each table says which gives way first. */
export const UNIT: Cells<'unit'> = {
  title: 'UNIT',
  cell: ({ unit }) => unit,
  short: ({ unit }) => unit.replace(/\.service$/, ''),
};

export const STATE: Cells<'state'> = { title: 'STATE', cell: ({ state }) => state };

export const PID: Cells<'pid'> = {
  title: 'PID',
  cell: ({ pid }) => (pid === null ? '' : String(pid)),
  right: true,
};

export const MEMORY: Cells<'memoryBytes'> = {
  title: 'MEMORY',
  cell: ({ memoryBytes }) => (memoryBytes === null ? '' : bytesText(memoryBytes)),
  right: true,
};

export const PORT: Cells<'ports' | 'activeState'> = {
  title: 'PORT',
  cell: ({ ports, activeState }) => ports.map((port) => portText(port, activeState)).join(' '),
};

export const HEALTH: Cells<'health'> = {
  title: 'HEALTH',
  cell: ({ health }) => (health === null ? '' : health === 'ok' ? 'ok' : 'bad'),
};

const PORT_MARK = { yes: '', no: ' closed', other: ' taken', unknown: ' ?' } as const;

/** A port, and whether it is what it should be. */
function portText({ number, protocol, listening }: PortStatus, activeState: string): string {
  const mark = listening === 'no' && activeState === 'inactive' ? ' off' : PORT_MARK[listening];
  return `${number}${protocol === 'udp' ? '/udp' : ''}${mark}`;
}
