import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/place.ts';
import type { Service } from '../../service/service.ts';
import { serviceType } from '../../service/type.ts';
import { runtimeOf } from './runtime.ts';
import { secondsIn } from './seconds.ts';
import { put, type Sheet } from './sheet.ts';

const DEFAULT_RESTART = { policy: 'on-failure', delay: '5s', limit: { burst: 5, interval: '5min' } } as const;
const DEFAULT_MAX_DELAY_SECONDS = 60;
const DEFAULT_STEPS = 5;

/** Start limits are read in [Unit]; in [Service] systemd ignores half of them. */
export function planStartLimit({ settings, placeOf }: Service, sheet: Sheet): void {
  const {
    limit = DEFAULT_RESTART.limit,
    delay = DEFAULT_RESTART.delay,
    policy = DEFAULT_RESTART.policy,
  } = settings.restart ?? {};
  const origin: Origin =
    settings.restart?.limit === undefined
      ? { tsm: 'a service that keeps failing is given up, so that it does not spin' }
      : placeOf(['restart', 'limit']);
  if (limit === false) {
    put(sheet, 'Unit', 'StartLimitIntervalSec', 0, origin);
    return;
  }
  put(sheet, 'Unit', 'StartLimitIntervalSec', limit.interval, origin);
  put(sheet, 'Unit', 'StartLimitBurst', limit.burst, origin);
  const [interval, pause] = [secondsIn(limit.interval) ?? Infinity, secondsIn(delay) ?? 0];
  if (policy !== 'no' && settings.restart?.limit !== undefined && limit.burst * pause >= interval) {
    sheet.diagnostics.push(
      diagnostic('restarts-for-ever', placeOf(['restart', 'limit']), {
        burst: limit.burst,
        delay: String(delay),
        interval: String(limit.interval),
      }),
    );
  }
}

/** When systemd starts the service again, and after which pause. */
export function planRestart(service: Service, sheet: Sheet): void {
  const { settings, placeOf, command } = service;
  const { policy, delay = DEFAULT_RESTART.delay, maxDelay, steps = DEFAULT_STEPS } = settings.restart ?? {};
  const ends = serviceType(service.settings) === 'oneshot';
  const oneshot = ends && policy === undefined;
  if (ends && (policy === 'always' || policy === 'on-success'))
    sheet.diagnostics.push(
      diagnostic('restart-oneshot', placeOf(['restart', 'policy']), { service: service.name, policy }),
    );
  put(
    sheet,
    'Service',
    'Restart',
    oneshot ? 'no' : (policy ?? DEFAULT_RESTART.policy),
    policy === undefined ? { tsm: 'a service that fails is started again' } : placeOf(['restart', 'policy']),
  );
  put(
    sheet,
    'Service',
    'RestartSec',
    delay,
    settings.restart?.delay === undefined
      ? { tsm: 'a pause before a restart' }
      : placeOf(['restart', 'delay']),
  );
  const grows: Origin =
    maxDelay === undefined
      ? { tsm: 'the pause grows when a service keeps failing' }
      : placeOf(['restart', 'maxDelay']);
  const most =
    maxDelay ??
    ((secondsIn(delay) ?? Infinity) < DEFAULT_MAX_DELAY_SECONDS
      ? `${DEFAULT_MAX_DELAY_SECONDS}s`
      : undefined);
  // Up to where it begins it does not grow, which is what no directive says, too.
  if (most !== undefined && secondsIn(most) !== secondsIn(delay)) {
    put(
      sheet,
      'Service',
      'RestartSteps',
      steps,
      settings.restart?.steps === undefined
        ? { tsm: 'the pause grows evenly' }
        : placeOf(['restart', 'steps']),
    );
    put(sheet, 'Service', 'RestartMaxDelaySec', most, grows);
  }
  if (runtimeOf(command).exits143)
    put(sheet, 'Service', 'SuccessExitStatus', 143, {
      tsm: 'programs of this runtime may exit so on SIGTERM, which is a clean stop',
    });
}
