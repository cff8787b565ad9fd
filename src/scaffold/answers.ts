import type { Proposal } from './proposal.ts';

/** Everything that setting up a project needs to be told. */
export interface Answers {
  readonly name: string;
  readonly services: readonly Proposal[];
  readonly environments: readonly string[];
  /** Environment → where the project lies on the host. */
  readonly roots: Readonly<Record<string, string>>;
  /** Environment → who runs the services. */
  readonly users: Readonly<Record<string, string>>;
  readonly systemd: number;
  readonly ci: boolean;
}

export type Question = keyof Answers;

/** In the order in which they are asked, with the flag that answers each. */
export const FLAG_OF: Readonly<Record<Question, string>> = {
  name: '--name NAME',
  services: "--service 'NAME=COMMAND'",
  environments: '--environments dev,production',
  roots: '--root production=/opt/NAME',
  users: '--user production=NAME',
  systemd: '--systemd 247',
  ci: '--ci or --no-ci',
};

export const QUESTIONS = Object.keys(FLAG_OF) as readonly Question[];

/** Names under which developers know the environment on their own machine. */
export const isDevelopment = (environment: string): boolean =>
  /^(?:dev|development|local)$/.test(environment);

/** Who runs services of an environment where somebody else is not asked for. */
export const isProduction = (environment: string): boolean => /^(?:prod|production)$/.test(environment);
