import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/place.ts';
import type { Service } from '../../service/service.ts';
import {
  environment as environmentAssignment,
  envFilePath,
  pathRaw,
  plainText,
  searchPath,
} from '../quote.ts';
import { execLine, scriptLine, usesSearchPath } from './exec.ts';
import { checkHomes, planHardening } from './hardening.ts';
import { planHealth } from './health.ts';
import { planLimits } from './limits.ts';
import { planRaw } from './raw.ts';
import { runtimeOf } from './runtime.ts';
import { secondsIn } from './seconds.ts';
import { put, putEncoded, type Sheet } from './sheet.ts';
import { serviceType, triggersOf } from './trigger.ts';

const DEFAULT_START = '60s';
const DEFAULT_STOP = '30s';
const DEFAULT_RESTART = { policy: 'on-failure', delay: '5s', limit: { burst: 5, interval: '5min' } } as const;
const DEFAULT_MAX_DELAY_SECONDS = 60;
const DEFAULT_STEPS = 5;

/** Every directive of a service, in the order a reader wants them. Sections of a timer, socket or path come from its raw block. */
export function planService(service: Service, sheet: Sheet): void {
  planIdentity(service, sheet);
  planWiring(service, sheet);
  planStartLimit(service, sheet);
  planProcess(service, sheet);
  planEnvironment(service, sheet);
  planRestart(service, sheet);
  planTimeouts(service, sheet);
  planLimits(service.settings.limits ?? {}, 'Service', (path) => service.placeOf(['limits', ...path]), sheet);
  planHardening(service, sheet);
  if (triggersOf(service).length === 0)
    put(sheet, 'Install', 'WantedBy', service.environment.target, {
      tsm: 'every service belongs to the target of its environment',
    });
  planRaw(service.settings.unit, service.placeOf, sheet);
  checkHomes(service, sheet);
  checkPort(service, sheet);
}

function planIdentity({ description, placeOf }: Service, sheet: Sheet): void {
  if (/[\0-\x1F\x7F]/.test(description))
    sheet.diagnostics.push(
      diagnostic('control-character', placeOf(['description']), {
        key: 'description',
        value: JSON.stringify(description),
      }),
    );
  else
    putEncoded(sheet, 'Unit', 'Description', plainText(description), description, placeOf(['description']));
}

function planWiring({ environment, relations, placeOf }: Service, sheet: Sheet): void {
  const { target, scope } = environment;
  const member: Origin = { tsm: 'starting, stopping and restarting the target does so for its members' };
  put(sheet, 'Unit', 'PartOf', target, member);
  put(sheet, 'Unit', 'Before', target, { tsm: 'starting the target waits for its members' });
  if (scope === 'system') {
    const network: Origin = { tsm: 'the network is up before a service starts at boot' };
    put(sheet, 'Unit', 'Wants', 'network-online.target', network);
    put(sheet, 'Unit', 'After', 'network-online.target', network);
  }
  for (const [setting, keys] of RELATIONS) {
    for (const name of relations[setting]) {
      const unit = `${name === environment.project ? environment.base : `${environment.base}-${name}`}.service`;
      for (const key of keys) put(sheet, 'Unit', key, unit, placeOf([setting]));
    }
  }
}

const RELATIONS = [
  ['depends', ['Wants', 'After']],
  ['requires', ['Requires', 'After']],
  ['wants', ['Wants']],
  ['after', ['After']],
] as const;

/** Start limits are read in [Unit]; in [Service] systemd ignores half of them. */
function planStartLimit({ settings, placeOf }: Service, sheet: Sheet): void {
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

function planProcess(service: Service, sheet: Sheet): void {
  const { command, pre, reload, cwd, user, group, settings, placeOf } = service;
  const at = placeOf(['command']);
  put(
    sheet,
    'Service',
    'Type',
    serviceType(service),
    settings.type === undefined ? { tsm: 'a start fails when the program cannot be run' } : placeOf(['type']),
  );
  for (const [index, script] of pre.entries())
    putEncoded(
      sheet,
      'Service',
      'ExecStartPre',
      scriptLine(service, script),
      script.script,
      placeOf(['pre', index]),
    );
  putEncoded(sheet, 'Service', 'ExecStart', execLine(service, command), textOf(service), at);
  planHealth(service, settings.timeouts?.start ?? DEFAULT_START, sheet);
  if (reload !== undefined)
    putEncoded(
      sheet,
      'Service',
      'ExecReload',
      execLine({ ...service, source: [] }, reload),
      settings.reload ?? '',
      placeOf(['reload']),
    );
  putEncoded(sheet, 'Service', 'WorkingDirectory', pathRaw(cwd), cwd, placeOf(['cwd']));
  if (user !== undefined)
    put(
      sheet,
      'Service',
      'User',
      user,
      settings.user === undefined ? service.environment.placeOf(['user']) : placeOf(['user']),
    );
  if (group !== undefined)
    put(
      sheet,
      'Service',
      'Group',
      group,
      settings.group === undefined ? service.environment.placeOf(['group']) : placeOf(['group']),
    );
  put(sheet, 'Service', 'SyslogIdentifier', service.prefix, {
    tsm: 'the journal shows lines under the name of the service',
  });
  put(sheet, 'Service', 'Slice', service.environment.slice, {
    tsm: 'the services of an environment are limited and measured together',
  });
}

const textOf = ({ command }: Service): string =>
  command.kind === 'shell' ? command.script : command.words.join(' ');

function planEnvironment(service: Service, sheet: Sheet): void {
  const { environment, path, prefix, secrets, placeOf, env } = service;
  const at = environment.placeOf(['path']);
  for (const entry of path)
    if (!/^(?:\/|\uFDD0)/.test(entry))
      sheet.diagnostics.push(diagnostic('path-entry-invalid', at, { entry }));
  checkVolatile(service, sheet);
  putEncoded(
    sheet,
    'Service',
    'Environment',
    environmentAssignment('PATH', path.join(':')),
    path.join(':'),
    at,
  );
  if (usesSearchPath(service))
    putEncoded(sheet, 'Service', 'ExecSearchPath', searchPath(path), path.join(':'), at);
  for (const [name, { value, at: place }] of env) {
    if (value.includes('\uFDD0'))
      putEncoded(sheet, 'Service', 'Environment', environmentAssignment(name, value), value, place);
  }
  const file = `${environment.store}/current/env/${prefix}.env`;
  putEncoded(sheet, 'Service', 'EnvironmentFile', envFilePath(file), file, {
    tsm: 'the environment of the service, which bus and process list do not show',
  });
  if (secrets.length === 0) return;
  const secretFile = `${environment.store}/secrets/${prefix}.env`;
  putEncoded(sheet, 'Service', 'EnvironmentFile', envFilePath(secretFile), secretFile, placeOf(['secrets']));
}

/** Directories that a version manager or a login makes, and that are gone when the shell or the session ends. */
const VOLATILE: readonly (readonly [RegExp, string])[] = [
  [/\/fnm_multishells\//, 'fnm makes that directory for one shell'],
  [/^\/run\/user\//, 'it belongs to a login session'],
  [/^(?:\/var)?\/tmp\/|^\/dev\/shm\//, 'it is a temporary directory'],
];

function checkVolatile({ path, command, environment, placeOf }: Service, sheet: Sheet): void {
  const program = command.kind === 'simple' ? (command.words[0] ?? '') : '';
  for (const [one, at] of [
    ...path.map((entry) => [`${entry}/`, environment.placeOf(['path'])] as const),
    [program, placeOf(['command'])] as const,
  ]) {
    const why = VOLATILE.find(([pattern]) => pattern.test(one))?.[1];
    if (why !== undefined)
      sheet.diagnostics.push(diagnostic('volatile-path', at, { path: one.replace(/(?<=.)\/$/, ''), why }));
  }
}

function planRestart(service: Service, sheet: Sheet): void {
  const { settings, placeOf, command } = service;
  const { policy, delay = DEFAULT_RESTART.delay, maxDelay, steps = DEFAULT_STEPS } = settings.restart ?? {};
  const oneshot = serviceType(service) === 'oneshot' && policy === undefined;
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
  if (most !== undefined) {
    put(
      sheet,
      'Service',
      'RestartSteps',
      steps,
      settings.restart?.steps === undefined ? grows : placeOf(['restart', 'steps']),
    );
    put(sheet, 'Service', 'RestartMaxDelaySec', most, grows);
  }
  if (runtimeOf(command).exits143)
    put(sheet, 'Service', 'SuccessExitStatus', 143, {
      tsm: 'programs of this runtime may exit so on SIGTERM, which is a clean stop',
    });
}

function planTimeouts({ settings, placeOf }: Service, sheet: Sheet): void {
  const { start, stop } = settings.timeouts ?? {};
  put(
    sheet,
    'Service',
    'TimeoutStartSec',
    start ?? DEFAULT_START,
    start === undefined ? { tsm: 'a start that hangs ends' } : placeOf(['timeouts', 'start']),
  );
  put(
    sheet,
    'Service',
    'TimeoutStopSec',
    stop ?? DEFAULT_STOP,
    stop === undefined ? { tsm: 'a stop that hangs ends' } : placeOf(['timeouts', 'stop']),
  );
  put(sheet, 'Service', 'UMask', '0027', { tsm: 'files of a service are not for everyone' });
}

/** The kernel refuses low ports to ordinary users, unless they have the capability. */
function checkPort({ port, user, environment, placeOf }: Service, sheet: Sheet): void {
  if (port === undefined || port >= 1024 || user === 'root') return;
  const granted = sheet.lines.some(
    ({ key, value }) => key === 'AmbientCapabilities' && value.includes('CAP_NET_BIND_SERVICE'),
  );
  if (!granted)
    sheet.diagnostics.push(
      diagnostic('port-needs-capability', placeOf(['port']), {
        port,
        user: user ?? `of ${environment.name}`,
      }),
    );
}
