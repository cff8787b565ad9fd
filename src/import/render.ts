import type { WrittenConfig, WrittenEnvironment, WrittenInlineService } from '../config/written.ts';
import type { Draft, ImportNote } from './draft.ts';
import { userName } from './names.ts';
import { sandboxNotes } from './sandbox-note.ts';
import { renderTsm } from './tsm-text.ts';

export interface RenderOptions {
  /** Name of the project, valid already (`projectName`). */
  readonly project: string;
  /** What the draft was made from, for the comment on top of a service file. */
  readonly origin: string;
}

/** What a draft is on disk. */
export interface Rendered {
  /** `services/NAME.tsm` → text. */
  readonly services: ReadonlyMap<string, string>;
  /** What `tsm.config.ts` says. */
  readonly config: WrittenConfig;
  /** The same for a config that is there already: what it may lack, without what it has decided. */
  readonly additions: Pick<WrittenConfig, 'services' | 'environments'>;
  /** What the config decides beyond the draft. */
  readonly notes: readonly ImportNote[];
}

const FOLDER = 'services';

/** A draft as the files of a project, the config among them, not formatted. */
export function renderDraft(draft: Draft, options: RenderOptions): ReadonlyMap<string, string> {
  const { services, config } = layOut(draft, options);
  return new Map([['tsm.config.ts', renderConfig(config)], ...services]);
}

/** Services as files where a file can say all of them, else inline. */
export function layOut(draft: Draft, { project, origin }: RenderOptions): Rendered {
  const services = new Map<string, string>();
  const inline: WrittenInlineService[] = [];
  for (const service of draft.services) {
    const text = renderTsm(service, origin);
    if (text === undefined) inline.push({ name: service.name, ...service.settings });
    else services.set(`${FOLDER}/${service.name}.tsm`, text);
  }
  const globs = services.size > 0 ? [`${FOLDER}/*.tsm`] : [];
  const { hardening, ...everywhere } = draft.everywhere ?? {};
  const named = Object.keys(draft.environments).length > 0 ? draft.environments : { production: {} };
  const environments = Object.fromEntries(
    Object.entries(named).map(([name, written]) => [name, { ...everywhere, ...written }]),
  );
  const [first = 'production'] = Object.keys(environments);
  const config: WrittenConfig = {
    project,
    id: project,
    ...(Object.keys(environments).length > 1
      ? { default: 'production' in environments ? 'production' : first }
      : {}),
    services: [...globs, ...inline],
    environments: Object.fromEntries(
      Object.entries(environments).map(([name, written]) => [
        name,
        environmentOf(name, written, hardening, project),
      ]),
    ),
  };
  const notes = sandboxNotes(config.environments);
  return { services, config, additions: { services: config.services, environments }, notes };
}

/** An environment with what every new project should have: a user and a folder of its own, and a sandbox that lets it write. */
function environmentOf(
  name: string,
  written: WrittenEnvironment,
  hardening: WrittenEnvironment['hardening'],
  project: string,
): WrittenEnvironment {
  const base = name === 'production' ? project : `${project}-${name}`;
  const isUserScope = written.scope === 'user';
  const defaults: WrittenEnvironment = {
    ...(name === 'production' ? { aliases: ['prod'] } : {}),
    ...(isUserScope ? {} : { user: userName(base) }),
    root: isUserScope ? `%h/${base}` : `/opt/${base}`,
    ...(hardening === undefined ? {} : { hardening }),
  };
  return { ...defaults, ...written };
}

/** The source of a config; prettier makes it the project's style. */
export const renderConfig = (config: WrittenConfig): string =>
  `import { defineConfig } from '@tetra/tsm';\n\nexport default defineConfig(${JSON.stringify(config, undefined, 2)});\n`;
