import type { WrittenEnvironment } from '../config/written.ts';
import type { DraftService, ImportNote } from './draft.ts';
import { changed } from './notes.ts';
import { PortBook } from './ports.ts';

/** An environment whose project lies at `root`. Below a home only its owner gets in, and the sandbox lets him read it. */
export function environmentAt(root: string): WrittenEnvironment {
  const hardening = { preset: 'strict', ProtectHome: 'read-only' } as const;
  const [, owner] = /^\/home\/([a-z_][a-z0-9_-]*)(?:\/|$)/.exec(root) ?? [];
  if (owner !== undefined) return { root, user: owner, home: `/home/${owner}`, hardening };
  return /^\/root(?:\/|$)/.test(root) ? { root, user: 'root', hardening } : { root };
}

/** Environments may be installed on one host, so a number belongs to one of them; the others get the next free one. */
export function settlePorts({
  services,
  environments,
  notes,
}: {
  readonly services: readonly DraftService[];
  readonly environments: Record<string, WrittenEnvironment>;
  readonly notes: ImportNote[];
}): void {
  const book = new PortBook();
  for (const [name, environment] of Object.entries(environments)) {
    for (const service of services) {
      const override = environment.services?.[service.name];
      const port = (override === false ? undefined : override?.port) ?? service.settings.port;
      const taken = typeof port === 'number' ? book.take(port) : port;
      if (taken === port) continue;
      environment.services = { ...environment.services, [service.name]: { ...override, port: taken } };
      const why =
        'the port is taken, and both may be installed on one host, so it is given the next free one';
      notes.push(changed(`${service.name}.PORT in @${name}`, `port: ${taken}`, why));
    }
  }
}
