import { bytesText } from '../host/format.ts';
import type { DiskFact } from './disk.ts';
import type { HostExam } from './host-exam.ts';
import type { Raw } from './raw.ts';

/** What is off about the host, whatever runs on it. */
export const hostFindings = (host: HostExam): readonly Raw[] => [
  ...host.disks.flatMap(diskFinding),
  ...clockFinding(host),
  ...journalFinding(host),
];

const about = (one: Omit<Raw, 'environment' | 'units'>): Raw => ({ ...one, environment: null, units: [] });

/** Less than this share, and less than this much, is as good as nothing. */
const LEAST_SHARE = 0.02;
const LEAST_BYTES = 64 * 1024 * 1024;

function diskFinding({ path, totalBytes, freeBytes, totalFiles, freeFiles }: DiskFact): readonly Raw[] {
  const isFull = freeBytes < LEAST_BYTES && freeBytes < totalBytes * LEAST_SHARE;
  // Some file systems make inodes as they need them and say 0.
  const lacksFiles = totalFiles > 0 && freeFiles < totalFiles * LEAST_SHARE && freeFiles < 1000;
  if (!isFull && !lacksFiles) return [];
  const what = isFull
    ? `the disk of ${path} is full: ${bytesText(freeBytes)} of ${bytesText(totalBytes)} are left`
    : `the disk of ${path} has room for ${freeFiles} more files`;
  const look = isFull
    ? ['du', '-xh', '--max-depth=2', path]
    : ['du', '-x', '--inodes', '--max-depth=2', path];
  return [about({ code: 'disk-full', what, steps: [look] })];
}

const clockFinding = ({ isClockSynchronised, hasNtp }: HostExam): readonly Raw[] =>
  isClockSynchronised !== false
    ? []
    : [
        about({
          code: 'clock-unsynchronised',
          what: 'the clock of this host follows no time server',
          steps: [hasNtp ? ['timedatectl', 'set-ntp', 'true'] : ['timedatectl', 'status']],
          ...(hasNtp ? {} : { kind: 'look' }),
        }),
      ];

const JOURNALD = ['systemd-journald.socket', 'systemd-journald-dev-log.socket', 'systemd-journald.service'];

const PERSISTENT = '/var/log/journal';

function journalFinding({ journal }: HostExam): readonly Raw[] {
  if (journal === 'kept') return [];
  if (journal === 'down' || journal === 'masked')
    return [
      about({
        code: 'journal-down',
        what: `journald is ${journal === 'masked' ? 'masked and stopped' : 'stopped'}: what services say is lost`,
        steps: [
          ...(journal === 'masked'
            ? [
                ['systemctl', 'unmask', ...JOURNALD],
                ['systemctl', 'unmask', '--runtime', ...JOURNALD],
              ]
            : []),
          ['systemctl', 'start', ...JOURNALD],
        ],
      }),
    ];
  if (journal === 'off')
    return [
      about({
        code: 'journal-volatile',
        what: 'the journal does not outlive a boot: Storage= of journald.conf says so',
        steps: [['systemd-analyze', 'cat-config', 'systemd/journald.conf']],
        kind: 'look',
      }),
    ];
  return [
    about({
      code: 'journal-volatile',
      what: `the journal does not outlive a boot: ${PERSISTENT} is missing`,
      steps: [
        ['mkdir', '-p', PERSISTENT],
        ['systemd-tmpfiles', '--create', '--prefix', PERSISTENT],
        ['journalctl', '--flush'],
      ],
    }),
  ];
}
