import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/place.ts';
import type { Service } from '../../service/service.ts';
import { serviceType } from '../../service/type.ts';
import { description as descriptionText, pathRaw } from '../quote.ts';
import { planEnvironment } from './environment.ts';
import { execLine, scriptLine } from './exec.ts';
import { checkHomes, checkTemporary, planHardening } from './hardening.ts';
import { planHealth } from './health.ts';
import { planLimits } from './limits.ts';
import { checkPort } from './port.ts';
import { planRaw } from './raw.ts';
import { planRestart, planStartLimit } from './restart.ts';
import { put, putEncoded, type Sheet } from './sheet.ts';
import { triggersOf } from './trigger.ts';

const DEFAULT_START = '60s';
const DEFAULT_STOP = '30s';
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
  checkTemporary(service, sheet);
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
    putEncoded(
      sheet,
      'Unit',
      'Description',
      descriptionText(description),
      description,
      placeOf(['description']),
    );
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
      for (const key of keys)
        if (!sheet.lines.some((line) => line.key === key && line.value === unit))
          put(sheet, 'Unit', key, unit, placeOf([setting]));
    }
  }
}

const RELATIONS = [
  ['depends', ['Wants', 'After']],
  ['requires', ['Requires', 'After']],
  ['wants', ['Wants']],
  ['after', ['After']],
] as const;

function planProcess(service: Service, sheet: Sheet): void {
  const { command, pre, reload, cwd, user, group, settings, placeOf } = service;
  const at = placeOf(['command']);
  put(
    sheet,
    'Service',
    'Type',
    serviceType(service.settings),
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
  // What is wrong with the name of a user is said once.
  if (group !== undefined && (group !== user || PLAIN_NAME.test(group)))
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

const PLAIN_NAME = /^[\w.-]+$/;

const textOf = ({ command }: Service): string =>
  command.kind === 'shell' ? command.script : command.words.join(' ');

function planTimeouts({ settings, placeOf }: Service, sheet: Sheet): void {
  const { start, stop } = settings.timeouts ?? {};
  const ends = serviceType(settings) === 'oneshot';
  put(
    sheet,
    'Service',
    'TimeoutStartSec',
    start ?? (ends ? 'infinity' : DEFAULT_START),
    start === undefined
      ? { tsm: ends ? 'the start of a oneshot is all of its work' : 'a start that hangs ends' }
      : placeOf(['timeouts', 'start']),
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
