import type { Finding, UnitStatus } from '../host/status.ts';
import type { Place } from '../diagnostics/place.ts';
import type { Service } from '../service/service.ts';

/** A unit that is not well. */
export interface Trouble {
  readonly status: UnitStatus;
  /** What it was found by; nothing where the start itself said it. */
  readonly code: Finding['code'] | undefined;
  readonly why: string;
  readonly service: Service;
}

interface NextStep {
  readonly fits: (trouble: Trouble) => boolean;
  readonly say: (trouble: Trouble) => string;
}

/** What is to be tried next, in the sources; empty where the log alone can say it. */
export const nextStep = (trouble: Trouble): string =>
  NEXT_STEPS.find(({ fits }) => fits(trouble))?.say(trouble) ?? '';

/** The first that fits. */
const NEXT_STEPS: readonly NextStep[] = [
  {
    fits: ({ code }) => code === 'stopped',
    say: ({ service }) =>
      `a program that is to end is a job: ${setting('type', 'oneshot', service)}; what goes into the background is to be told to stay in front`,
  },
  {
    fits: ({ code }) => code === 'port-closed',
    say: (trouble) =>
      `if it does not listen there, remove ${writtenPort(trouble)}; otherwise it may need longer: --settle 10s`,
  },
  {
    // systemd.exec(5), EXEC.
    fits: ({ why }) => /\(status 203\)/.test(why),
    say: () =>
      'see that the file is there and may be executed (chmod +x, and commit that), and that its first line, #!, names a program of the host',
  },
];

/** A setting as it is written where the service is. */
function setting(key: 'type', value: string, { sources, name }: Service): string {
  const file = sources.find((one) => one.endsWith('.tsm'));
  return file === undefined
    ? `${key}: '${value}' for ${name} in the config`
    : `TSM_${key.toUpperCase()}=${value} in ${file}`;
}

/** Its port, one of the further ones, or a variable that says it. */
function writtenPort({ status, service }: Trouble): string {
  const { settings, placeOf, env } = service;
  const closed = status.ports.find(({ listening }) => listening === 'no')?.number;
  const key = closed === service.port ? 'port' : 'ports';
  const isSet = key === 'ports' || settings.port !== undefined;
  const at: Place = (isSet ? undefined : env.get('PORT')?.at) ?? placeOf([key]);
  const isVariable = at.file.endsWith('.tsm');
  return `${!isSet ? 'PORT' : isVariable ? `TSM_${key.toUpperCase()}` : key} from ${at.file}`;
}
