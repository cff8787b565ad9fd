import { diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/place.ts';
import type { Service } from '../../service/service.ts';
import { directiveOf } from '../directives/table.ts';
import { planOne } from './raw.ts';
import { runtimeOf } from './runtime.ts';
import { put, type Sheet } from './sheet.ts';

type Preset = readonly (readonly [key: string, value: string])[];

/** Works for nearly every program, also as root. Measured on 252: exposure 6.9. */
const RELAXED: Preset = [
  ['NoNewPrivileges', 'yes'],
  ['PrivateTmp', 'yes'],
  ['PrivateDevices', 'yes'],
  ['ProtectControlGroups', 'yes'],
  ['ProtectKernelModules', 'yes'],
  ['ProtectKernelTunables', 'yes'],
  ['ProtectKernelLogs', 'yes'],
  ['ProtectClock', 'yes'],
  ['ProtectHostname', 'yes'],
  ['RestrictSUIDSGID', 'yes'],
  ['RestrictRealtime', 'yes'],
  ['LockPersonality', 'yes'],
  ['ProtectSystem', 'full'],
];

/** For a network service with a user of its own. Measured on 252 with Node: exposure 1.9. */
const STRICT: Preset = [
  ...RELAXED.filter(([key]) => key !== 'ProtectSystem'),
  ['ProtectSystem', 'strict'],
  ['ProtectHome', 'yes'],
  ['ProtectProc', 'invisible'],
  ['DevicePolicy', 'closed'],
  ['RemoveIPC', 'yes'],
  ['CapabilityBoundingSet', ''],
  ['AmbientCapabilities', ''],
  ['RestrictNamespaces', 'yes'],
  // Without AF_NETLINK a look at the network interfaces throws, which servers do at start.
  ['RestrictAddressFamilies', 'AF_INET AF_INET6 AF_UNIX AF_NETLINK'],
  ['SystemCallArchitectures', 'native'],
  ['SystemCallFilter', '@system-service'],
  // A filtered call returns an error; without this it kills the process, Node 20 at its start.
  ['SystemCallErrorNumber', 'EPERM'],
];

const WITHOUT_JIT: Preset = [['MemoryDenyWriteExecute', 'yes']];

const PRESETS: Readonly<Record<'off' | 'relaxed' | 'strict', Preset>> = {
  off: [],
  relaxed: RELAXED,
  strict: STRICT,
};

/** The sandbox of a service: its preset, as its runtime bears it, then single directives. */
export function planHardening(service: Service, sheet: Sheet): void {
  const { environment, settings, placeOf } = service;
  const { preset = environment.scope === 'user' ? 'off' : 'relaxed', ...single } = settings.hardening ?? {};
  const origin: Origin =
    settings.hardening === undefined
      ? { tsm: `hardening is ${preset} where nothing else is said` }
      : placeOf(['hardening', 'preset']);
  const own = new Set(Object.keys(single));
  for (const [key, value] of presetFor(service, preset))
    if (!own.has(key)) put(sheet, 'Service', key, value, origin);
  for (const [key, value] of Object.entries(single)) {
    if (value !== undefined) planOne('Service', key, value, placeOf(['hardening', key]), sheet);
  }
}

function presetFor(service: Service, preset: 'off' | 'relaxed' | 'strict'): Preset {
  const known = PRESETS[preset].filter(
    ([key]) => (directiveOf('Service', key)?.since ?? 0) <= service.environment.systemd,
  );
  if (preset !== 'strict') return known;
  const jit = runtimeOf(service.command).jit ? [] : WITHOUT_JIT;
  return [...known, ...jit, ...ownDirectories(service)];
}

/**
 * A read-only system needs somewhere to write. State, cache and logs are shared within an environment by services of
 * one user; the runtime directory goes when its service stops, so each has its own.
 */
function ownDirectories({ environment, prefix, user }: Service): Preset {
  const shared = user === environment.user ? environment.base : prefix;
  return [
    ['StateDirectory', shared],
    ['StateDirectoryMode', '0750'],
    ['CacheDirectory', shared],
    ['LogsDirectory', shared],
    ['RuntimeDirectory', prefix],
  ];
}

/** What `/tmp/systemd-private-<boot id>-NAME-XXXXXX` leaves for NAME of the 255 bytes of a file name: src/core/namespace.c: setup_one_tmp_dir. */
const LONGEST_WITH_TMP = 255 - 'systemd-private--'.length - 32 - '-XXXXXX'.length;

/** The service could not start: systemd makes its private /tmp under its name. */
export function checkTemporary({ prefix, placeOf }: Service, sheet: Sheet): void {
  const value = sheet.lines.findLast(
    ({ section, key }) => section === 'Service' && key === 'PrivateTmp',
  )?.value;
  const name = `${prefix}.service`;
  if (value === undefined || /^(?:no|false|off|0)$/.test(value) || name.length <= LONGEST_WITH_TMP) return;
  const problem = `with PrivateTmp=${value} it must not be longer than ${LONGEST_WITH_TMP} bytes`;
  sheet.diagnostics.push(diagnostic('unit-name-invalid', placeOf(['name']), { name, problem }));
}

/** Homes are hidden by ProtectHome=, and what lies there then fails at start. */
export function checkHomes(service: Service, sheet: Sheet): void {
  const value = sheet.lines.findLast(
    ({ section, key }) => section === 'Service' && key === 'ProtectHome',
  )?.value;
  if (value === undefined || !/^(?:yes|true|on|1|tmpfs)$/.test(value)) return;
  const program = service.command.kind === 'simple' ? (service.command.words[0] ?? '') : '';
  const paths = [
    ['the working directory', service.cwd, service.placeOf(['cwd'])],
    ['the program', program, service.placeOf(['command'])],
    ...service.source.map((file) => ['the sourced file', file, service.placeOf(['source'])] as const),
  ] as const;
  for (const [what, path, at] of paths) {
    if (/^\/(?:home|root|run\/user)(?:\/|$)/.test(path))
      sheet.diagnostics.push(diagnostic('home-protected', at, { path, what, value }));
  }
}
