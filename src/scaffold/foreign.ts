import { FOREIGN_FILES } from '../config/config-names.ts';
import type { Draft, DraftService } from '../import/draft.ts';
import type { Folder } from './folder.ts';
import type { Found, Proposal } from './proposal.ts';

/** How such a file becomes a draft; without a reader it is only named. */
export type ForeignReader = (file: string, text: string) => Draft | undefined;

/** Services that other tools describe. */
export function foreignServices(folder: Folder, reader?: ForeignReader): Found {
  const found = FOREIGN_FILES.filter((file) => folder.has(file)).map((file) => {
    const draft = reader?.(file, folder.read(file) ?? '');
    return draft === undefined
      ? { proposals: [], notes: [`${file} is there: tsm import ${file} reads it.`] }
      : { proposals: draftProposals(draft, file), notes: notesOf(draft, file) };
  });
  return {
    proposals: found.flatMap(({ proposals }) => proposals),
    notes: found.flatMap(({ notes }) => notes),
  };
}

/** Settings that a proposal can carry. */
const CARRIED = new Set(['command', 'cwd', 'port']);

const isCarried = ({ settings }: DraftService): boolean =>
  Object.keys(settings).every((key) => CARRIED.has(key));

const notesOf = ({ services }: Draft, file: string): readonly string[] =>
  services
    .filter((one) => !isCarried(one))
    .map(
      ({ name }) => `${file}: ${name} is left out, since it does not stay up; tsm import ${file} keeps it.`,
    );

function draftProposals({ services }: Draft, file: string): readonly Proposal[] {
  return services.filter(isCarried).flatMap(({ name, settings: { command, cwd = '.', port } }) =>
    command === undefined
      ? []
      : [
          {
            name,
            command,
            cwd,
            ...(port === undefined ? {} : { port: String(port) }),
            why: `${file}: ${name}`,
            notes: [],
          },
        ],
  );
}
