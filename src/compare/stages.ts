import { compareStages, isGap, type FileRow, type Stages, type Step } from './columns.ts';

/** Something that differs, and the command that closes it. */
export interface Gap {
  readonly between: 'sources and bundle' | 'bundle and host' | 'host and what runs';
  readonly text: string;
  readonly command: string;
}

/** One environment on its way from the sources to what runs. */
export interface EnvironmentDistance {
  readonly environment: string;
  readonly base: string;
  /** The bundle's folder, for people; nothing where there is none. */
  readonly folder: string | null;
  readonly generation: number | null;
  readonly files: readonly FileRow[];
  readonly gaps: readonly Gap[];
}

/** What is known of one environment. */
export interface Situation extends Stages {
  readonly environment: string;
  readonly base: string;
  readonly folder: string | undefined;
  readonly generation: number | undefined;
  /** What status finds off. */
  readonly findings: readonly {
    readonly text: string;
    readonly command: string;
    readonly unit: string | null;
  }[];
  /** Before commands that need root. */
  readonly sudo: string;
}

export function measureDistance(situation: Situation): EnvironmentDistance {
  const { environment, base, folder, generation } = situation;
  const files = compareStages(situation);
  return {
    environment,
    base,
    folder: folder ?? null,
    generation: generation ?? null,
    files,
    gaps: [
      ...bundleGap(situation, files),
      ...hostGap(situation, files),
      ...situation.findings.map(({ unit, text, command }): Gap => ({
        between: 'host and what runs',
        text: unit === null ? text : `${unit}: ${text}`,
        command,
      })),
    ],
  };
}

function bundleGap(
  { sources, bundle, folder, environment }: Situation,
  files: readonly FileRow[],
): readonly Gap[] {
  const command = `tsm generate @${environment}`;
  if (sources === undefined) return [];
  if (bundle === undefined)
    return [{ between: 'sources and bundle', text: 'there is no bundle yet', command }];
  const count = countOf(files.map((file) => file.bundle));
  return count === 0
    ? []
    : [
        {
          between: 'sources and bundle',
          text: `${folder} is not what the sources say: ${filesText(count)}`,
          command,
        },
      ];
}

/** An environment that this host never had is no gap: it may be meant for another. */
function hostGap(
  { bundle, installed, environment, sudo }: Situation,
  files: readonly FileRow[],
): readonly Gap[] {
  if (bundle === undefined || installed === undefined) return [];
  const count = countOf(files.map((file) => file.installed));
  return count === 0
    ? []
    : [
        {
          between: 'bundle and host',
          text: `what is installed is not what the bundle says: ${filesText(count)}`,
          command: `${sudo}tsm install @${environment}`,
        },
      ];
}

const countOf = (steps: readonly Step[]): number => steps.filter(isGap).length;

const filesText = (count: number): string => `${count} file${count === 1 ? '' : 's'}`;
