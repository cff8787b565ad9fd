import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Service } from '../../service/service.ts';
import type { Line, Sheet } from './sheet.ts';
import { triggersOf } from './trigger.ts';

/** The kernel refuses low ports to those who lack the capability: ordinary users, and root in a sandbox. A socket is opened by systemd. */
export function checkPort(service: Service, sheet: Sheet): void {
  const { port, user, environment, placeOf } = service;
  if (port === undefined || port >= 1024 || triggersOf(service).some(({ type }) => type === 'socket')) return;
  const ambient = holdsCapability(sheet.lines, 'AmbientCapabilities') ?? false;
  const bounding = holdsCapability(sheet.lines, 'CapabilityBoundingSet') ?? true;
  if (bounding && (ambient || user === 'root')) return;
  sheet.diagnostics.push(
    diagnostic('port-needs-capability', placeOf(['port']), { port, user: user ?? `of ${environment.name}` }),
  );
}

/** systemd.exec(5): lines add up, `~` takes away from all there are, an empty one clears. Nothing where no line says it. */
function holdsCapability(lines: readonly Line[], key: string): boolean | undefined {
  const values = lines.filter((line) => line.key === key).map(({ value }) => value);
  if (values.length === 0) return undefined;
  return values.some((value) => value.includes(CAPABILITY) !== value.startsWith('~') && value !== '');
}

const CAPABILITY = 'CAP_NET_BIND_SERVICE';
