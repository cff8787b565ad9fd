import { shellQuote } from '../diagnostics/shell-quote.ts';
import { isUp } from '../systemd/service-manager.ts';
import { DOWN, type DoctorCode } from './code.ts';
import type { LostMount } from './lost-mounts.ts';
import type { Step } from './raw.ts';
import type { Subject, UnitFinding } from './unit-rules.ts';

/** What lies on a file system that is not there is not missing: to make it anew would hide that, and lose what is written. */
export const mountFindings = ({ one, exam }: Subject): readonly UnitFinding[] =>
  one.lostMounts.map((lost) => {
    const found = FINDINGS[lost.kind](lost, isUp(one.state));
    const isOfUser = exam.facts.system.paths.scope === 'user' && found.kind === 'try';
    return {
      at: `${lost.kind} ${lost.point}`,
      ...found,
      ...(isOfUser ? { steps: found.steps.map(byRoot) } : {}),
    };
  });

/** Of a user's own services too nobody else mounts anything. */
const byRoot = (step: Step): Step =>
  typeof step === 'string' ? step : `sudo ${step.map(shellQuote).join(' ')}`;

type Find = (lost: LostMount, isRunning: boolean) => UnitFinding;

const FINDINGS: Readonly<Record<LostMount['kind'], Find>> = {
  absent: ({ point, path, isOptional }, isRunning) => {
    const about = {
      code: 'mount-lost',
      what: `${placed(path, point)} is not mounted, as /etc/fstab asks`,
    } as const;
    if (isRunning && isOptional === true)
      return { ...about, kind: 'look', severity: 'warning', why: OPTIONAL, steps: [['ls', '-la', point]] };
    return isRunning
      ? { ...about, kind: 'look', why: BENEATH, explains: LYING_THERE, steps: [['ls', '-la', point]] }
      : { ...about, kind: 'try', why: ABSENT, explains: LYING_THERE, steps: [['mount', point]] };
  },
  dead: ({ point, path, isInFstab, problem }) => ({
    code: 'mount-lost',
    what: `the file system of ${placed(path, point)} has gone (${problem})`,
    why: DEAD,
    explains: LYING_THERE,
    ...(isInFstab
      ? {
          kind: 'try',
          steps: [
            ['umount', '--lazy', point],
            ['mount', point],
          ],
        }
      : { kind: 'look', steps: [['findmnt', point]] }),
  }),
  'read-only': ({ point, path }) => ({
    code: 'mount-read-only',
    what: `it writes ${path === point ? path : `to ${path}`}, and the file system of ${point} is mounted read-only`,
    steps: [['findmnt', point]],
  }),
};

const placed = (path: string, point: string): string =>
  path === point ? point : `${point}, where ${path} lies,`;

/** What is said of that which lies on a file system that is not there. */
export const LYING_THERE: readonly DoctorCode[] = [
  ...DOWN,
  'working-directory-missing',
  'directory-missing',
  'directory-owner',
  'directory-closed',
  'path-closed',
  'source-missing',
  'env-file-missing',
  'program-missing',
  'interpreter-missing',
  'file-missing',
  'module-missing',
];

const ABSENT =
  'Its data is not there. Do not make the directory anew: the service would start without its data, and what it writes would be hidden by the next mount. If this fails, systemctl list-units --failed and dmesg tell why.';
const BENEATH =
  'It runs without its data, and what it writes is hidden by the next mount. Stop it, keep what lies there now, mount, and start it.';
const OPTIONAL =
  'The host may be without it (nofail). Where the service has its data there, it runs without them, and what it writes is hidden by the next mount.';
const DEAD =
  'What is behind it has ended: a server, a disk that was taken out, or a program of FUSE. Nothing can be made or mended there until it is mounted again.';
