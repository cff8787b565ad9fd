import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Place } from '../../diagnostics/place.ts';
import { rawValues, type RawValue, type Subject } from '../subject.ts';

interface Claim {
  readonly path: string;
  readonly service: string;
  readonly user: string | undefined;
  readonly why: string;
  readonly at: Place;
  /** Users of one name get along. */
  readonly shareable: boolean;
}

interface Writing {
  readonly paths: (value: string) => readonly string[];
  readonly why: string;
  readonly shareable?: true;
}

const words = (value: string): readonly string[] =>
  value
    .split(/\s+/)
    .map((word) => word.replace(/^["']?[-+]*|["']$/g, ''))
    .filter(Boolean);

/** `file:` and `truncate:` begin at the start of the file; `append:` and the journal may be shared. */
const output: Writing = {
  paths: (value) => /^(?:file|truncate):(.+)$/.exec(value)?.slice(1) ?? [],
  why: 'each writes from the start of the file over what the other wrote; append: would not',
};

/** Directives by which a service has a file or a directory of its own. */
const WRITINGS: Readonly<Record<string, Writing>> = {
  PIDFile: { paths: (value) => [value], why: 'systemd would take the one for the other' },
  StandardOutput: output,
  StandardError: output,
  RuntimeDirectory: {
    paths: (value) => words(value).map((one) => `/run/${one.split(':')[0]}`),
    why: 'systemd removes it when either stops',
  },
  StateDirectory: owned('/var/lib'),
  CacheDirectory: owned('/var/cache'),
  LogsDirectory: owned('/var/log'),
  ReadWritePaths: { paths: words, why: 'they run as different users', shareable: true },
};

function owned(parent: string): Writing {
  return {
    paths: (value) => words(value).map((one) => `${parent}/${one.split(':')[0]}`),
    why: 'systemd gives it to the user of whichever starts last',
    shareable: true,
  };
}

/** Files and directories that two services of one environment write. Those of two environments are errors of the config. */
export function writtenByTwo({ services }: Subject): readonly Diagnostic[] {
  const first = new Map<string, Claim>();
  return rawValues(services)
    .flatMap(claimsOf)
    .flatMap((claim) => {
      const other = first.get(claim.path);
      if (other === undefined) first.set(claim.path, claim);
      if (other === undefined || other.service === claim.service) return [];
      if (claim.shareable && other.user === claim.user) return [];
      const { path, why, at, service } = claim;
      return [diagnostic('written-by-two', at, { path, one: other.service, other: service, why }, other.at)];
    });
}

function claimsOf({ service, section, key, value, at }: RawValue): readonly Claim[] {
  const writing = section === 'Service' && Object.hasOwn(WRITINGS, key) ? WRITINGS[key] : undefined;
  return (writing?.paths(value) ?? []).map((path) => ({
    path,
    service: service.name,
    user: service.user,
    why: writing?.why ?? '',
    at,
    shareable: writing?.shareable === true,
  }));
}
