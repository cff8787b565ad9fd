import { NAME } from '../config/schema/values.ts';
import type { Draft } from '../import/draft.ts';
import { envFiles, NO_ENV_FILES, type EnvFiles } from './env-files.ts';
import type { Folder } from './folder.ts';
import { foreignServices, type ForeignEnvironments, type ForeignProject } from './foreign.ts';
import { workflowPath } from './layout.ts';
import { projectName } from '../import/names.ts';
import { plainName } from './name.ts';
import { nodeServices } from './node.ts';
import type { Proposal } from './proposal.ts';
import { pythonName, pythonServices } from './python.ts';
import { toolchainOf, type Toolchain } from './toolchain.ts';
import { isThere, withoutTwins } from './twins.ts';

/** What a folder tells about the project in it. */
export interface Survey {
  readonly name: string;
  readonly description: string | undefined;
  /** No two have one name. */
  readonly proposals: readonly Proposal[];
  /** Patterns of the `.tsm` files that are there, and the names of their services. */
  readonly globs: readonly string[];
  readonly existing: readonly string[];
  /** The `.tsm` files use Tetra's own variables. */
  readonly usesTetra: boolean;
  readonly env: EnvFiles;
  /** What another tool's file says. */
  readonly foreign: ForeignProject | undefined;
  /** What it says of environments. */
  readonly environments: ForeignEnvironments;
  /** What it ran is to go on as it did, in whichever environment. */
  readonly everywhere: Draft['everywhere'];
  readonly tools: Toolchain;
  readonly isNode: boolean;
  /** A workflow of tsm that is there, from the folder of the project. */
  readonly workflow: string | undefined;
  readonly notes: readonly string[];
}

/**
 * Looks at everything that hints at a service: package.json, Python, `.tsm` files, `.env`, files of other tools. What may be
 * replaced says nothing.
 */
export function surveyFolder(
  folder: Folder,
  read: ForeignProject | undefined,
  replaced: readonly string[],
): Survey {
  const node = nodeServices(folder);
  const called =
    node.top?.service ??
    plainName(pythonName(folder) ?? read?.draft?.project ?? folder.name, plainName(folder.name, 'app'));
  const name = projectName(called);
  const python = pythonServices(folder, name);
  const foreign = foreignServices(folder, read);
  const files = folder.find('**/*.tsm').filter((file) => !replaced.includes(file));
  const existing = files.map(serviceOf).filter((one) => !one.includes('@'));
  // Service files that are there name their own.
  const env = existing.length > 0 ? NO_ENV_FILES : envFiles(folder);
  const workflow = workflowPath(name, folder.git?.prefix ?? '');
  return {
    name,
    description: node.top?.description,
    proposals: withOwnPorts(
      distinct(
        withoutTwins([...node.proposals, ...python.proposals], foreign.proposals, node.top?.service).filter(
          (one) => !files.some((file) => isThere(one, folder.read(file) ?? '')),
        ),
        name,
        existing,
      ),
    ),
    globs: [...new Set(files.map((file) => file.replace(/[^/]*$/, '*.tsm')))],
    existing,
    usesTetra: files.some((file) => /\bTETRA_(?:DIR|SRC)\b/.test(folder.read(file) ?? '')),
    env,
    foreign: read,
    environments: foreign.environments,
    everywhere: foreign.everywhere,
    tools: toolchainOf(folder, python.environment),
    isNode: node.top !== undefined || node.proposals.length > 0,
    workflow: folder.has(workflow) ? workflow : undefined,
    notes: [...node.notes, ...python.notes, ...foreign.notes, ...env.notes, ...leftEnv(folder, existing)],
  };
}

/** What another tool's file says holds for what it starts: of a project that takes none of that, nothing. */
export const aboutServices = (survey: Survey, taken: readonly Proposal[]): Survey =>
  taken.some(({ from }) => from !== undefined)
    ? survey
    : { ...survey, foreign: undefined, environments: {}, everywhere: undefined };

/** Service files that are there say themselves which env files they read. */
const leftEnv = (folder: Folder, existing: readonly string[]): readonly string[] =>
  existing.length > 0 && folder.has('.env')
    ? [".env was not taken, since service files are there: envFile: ['.env'] in the config takes it."]
    : [];

const serviceOf = (file: string): string => (file.split('/').at(-1) ?? file).replace(/\.tsm$/, '');

/** A name that is taken, or that only differs by case, gets the next number; what a `.tsm` file defines is not proposed again. */
function distinct(
  found: readonly Proposal[],
  project: string,
  existing: readonly string[],
): readonly Proposal[] {
  const taken = new Set(existing.map((one) => one.toLowerCase()));
  return found.flatMap((one) => {
    const wanted = NAME.test(one.name) ? one.name : plainName(one.name, project);
    if (existing.includes(wanted)) return [];
    let name = wanted;
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${wanted}-${number}`;
    taken.add(name.toLowerCase());
    return [{ ...one, name }];
  });
}

/** The second one on a port takes the next that is free. */
function withOwnPorts(proposals: readonly Proposal[]): readonly Proposal[] {
  return proposals.map((one, index) => {
    const isFirst = !proposals.slice(0, index).some(({ port }) => port === one.port);
    return one.port === undefined || isFirst || !/^\d+$/.test(one.port)
      ? one
      : { ...one, port: `${one.port}+` };
  });
}
