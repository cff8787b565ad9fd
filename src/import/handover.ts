import { shellQuote } from '../diagnostics/shell-quote.ts';
import type { Draft } from './draft.ts';
import { nameInProduction } from './names.ts';
import { HEAD } from './handover-text.ts';

/** One app of PM2 and the units that take its place. */
export interface Handed {
  /** Name in PM2. */
  readonly app: string;
  readonly units: readonly string[];
  /** The first port of its units, where it has one. */
  readonly port: number | undefined;
}

/** The apps of a draft in the order of its file, with units as they are named in production. */
export function handedOver(draft: Draft, project: string): readonly Handed[] {
  const overrides = draft.environments['production']?.services ?? {};
  return (draft.apps ?? []).map(({ app, services }) => ({
    app,
    units: services.map((name) => `${nameInProduction(name, project)}.${typeOf(name, draft)}`),
    port: services.flatMap((name) => {
      const override = overrides[name];
      const own = draft.services.find((one) => one.name === name)?.settings.port;
      const port = (override === false ? undefined : override?.port) ?? own;
      return typeof port === 'number' ? [port] : [];
    })[0],
  }));
}

/** A job is moved by its timer: starting the service would run it now, and it would end. */
function typeOf(service: string, draft: Draft): 'service' | 'timer' {
  const own = draft.services.find(({ name }) => name === service);
  return own?.settings.unit?.Timer === undefined ? 'service' : 'timer';
}

/** A bash script that moves a host from PM2 to the units, one app after the other, and back with `--back`. */
export const renderHandover = (draft: Draft, project: string): string =>
  `${HEAD}${handedOver(draft, project).map(callOf).join('\n')}\n${tailOf(project)}`;

const callOf = ({ app, units, port }: Handed): string =>
  `  "$move" ${[shellQuote(app), port ?? '-', ...units].join(' ')}`;

const tailOf = (project: string): string => `}

case "\${1-}" in
  '')
    hold ${project}.target
    move_all forward
    start_rest ${project}.target
    say 'All apps run as units. To have PM2 forget them: pm2 delete all && pm2 save --force && pm2 unstartup'
    ;;
  --back)
    move_all backward
    say 'All apps run in PM2. The units still start at the next boot; to take them off: tsm uninstall @production'
    ;;
  *)
    say "usage: $0 [--back]"
    exit 2
    ;;
esac
`;
