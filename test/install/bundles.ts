import type { Manifest } from '../../src/bundle/manifest.ts';
import type { StoredBundle } from '../../src/install/store.ts';

/** What a test says of one service; the rest is the same for all. */
export interface Written {
  /** Lines of `[Service]` beside ExecStart=. */
  readonly service?: readonly string[];
  readonly exec?: string;
  readonly description?: string;
  readonly comment?: string;
  readonly environment?: string;
  readonly wantedBy?: string;
  readonly entry?: Partial<Manifest['units'][string]>;
  /** Lines of a timer or socket that starts it: `Timer` or `Socket`, then its lines. */
  readonly trigger?: { readonly type: 'timer' | 'socket'; readonly lines: readonly string[] };
}

/** A bundle of base `shop` with a target, a slice and these services. */
export function bundleOf(
  services: Readonly<Record<string, Written>>,
  slice: readonly string[] = [],
): StoredBundle {
  const files = new Map<string, string>([
    ['shop.target', '[Unit]\nDescription=shop\n[Install]\nWantedBy=multi-user.target\n'],
    ['shop-live.slice', `[Slice]\n${slice.join('\n')}\n`],
  ]);
  const units: Record<string, Manifest['units'][string]> = {};
  for (const [name, written] of Object.entries(services)) {
    const unit = `shop-${name}.service`;
    files.set(unit, serviceText(name, written));
    files.set(`env/shop-${name}.env`, `GREETING="${written.environment ?? 'hello'}"\n`);
    if (written.trigger !== undefined)
      files.set(`shop-${name}.${written.trigger.type}`, triggerText(written.trigger));
    const triggers =
      written.trigger === undefined ? {} : { triggers: [`shop-${name}.${written.trigger.type}`] };
    units[unit] = { service: name, source: [], autostart: true, ...triggers, ...written.entry };
  }
  const manifest: Manifest = {
    format: 1, project: 'shop', id: 'shop', environment: 'live', aliases: [], default: true, scope: 'system', systemd: 247,
    base: 'shop', target: 'shop.target', slice: 'shop-live.slice', root: '/srv/shop', files: [...files.keys()].sort(), units,
  }; // prettier-ignore
  files.set('tsm.json', JSON.stringify(manifest));
  return { manifest, files };
}

function serviceText(name: string, written: Written): string {
  const {
    service = [],
    exec = '/bin/one',
    description = name,
    comment = '',
    wantedBy = 'shop.target',
    trigger,
  } = written;
  return [
    `# ${comment}`,
    '[Unit]',
    `Description=${description}`,
    '[Service]',
    `ExecStart=${exec}`,
    `EnvironmentFile=/etc/tsm/shop/current/env/shop-${name}.env`,
    ...service,
    ...(trigger === undefined ? ['[Install]', `WantedBy=${wantedBy}`] : []),
    '',
  ].join('\n');
}

const triggerText = ({ type, lines }: NonNullable<Written['trigger']>): string =>
  `[${type === 'timer' ? 'Timer' : 'Socket'}]\n${lines.join('\n')}\n[Install]\nWantedBy=shop.target\n`;
