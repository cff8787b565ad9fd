import { measureHost } from '../host/host.ts';
import type { Section } from '../task.ts';

/** What tsm costs on a host: in a booted machine, beside systemctl and beside PM2. */
export const host: Section = { name: 'host', rows: measureHost };
