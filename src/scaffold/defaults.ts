import { isDevelopment, type Answers } from './answers.ts';
import { userName } from './name.ts';
import type { Survey } from './survey.ts';

/** What is answered for someone who does not want to be asked; what was answered before decides what follows. */
export function withDefaults(given: Partial<Answers>, survey: Survey): Answers {
  const name = given.name ?? survey.name;
  const services = given.services ?? defaultServices(survey);
  const environments = given.environments ?? defaultEnvironments(services, survey);
  const each = (of: (environment: string) => string): Record<string, string> =>
    Object.fromEntries(environments.map((environment) => [environment, of(environment)]));
  return {
    name,
    services,
    environments,
    roots: each(
      (environment) =>
        given.roots?.[environment] ??
        given.roots?.['*'] ??
        foreignRoot(survey, environment) ??
        defaultRoot(name, environment),
    ),
    users: each(
      (environment) =>
        given.users?.[environment] ??
        given.users?.['*'] ??
        survey.environments[environment]?.user ??
        survey.everywhere?.user ??
        userName(name),
    ),
    systemd: given.systemd ?? 247,
    ci: given.ci ?? survey.tools.continuousIntegration === 'github',
  };
}

/** A folder with a place of its own on the host is for a config that is written by hand. */
function foreignRoot({ environments }: Survey, environment: string): string | undefined {
  const root = environments[environment]?.root;
  return typeof root === 'string' ? root : undefined;
}

/** Where `.tsm` files are there, they are the services, and nothing is added unasked. */
export const defaultServices = ({ proposals, existing }: Survey): Answers['services'] =>
  existing.length > 0 ? [] : proposals;

/** What only develops gets no production. What another tool knows is there, and one to develop in. */
function defaultEnvironments(
  services: Answers['services'],
  { existing, environments }: Survey,
): readonly string[] {
  if (existing.length === 0 && services.length > 0 && services.every(({ devOnly }) => devOnly === true))
    return ['dev'];
  const known = Object.keys(environments);
  const develops = known.filter(isDevelopment);
  return [
    ...(develops.length > 0 ? develops : ['dev']),
    ...new Set([...known.filter((one) => !isDevelopment(one)), 'production']),
  ];
}

const defaultRoot = (name: string, environment: string): string =>
  isDevelopment(environment)
    ? `/srv/${name}`
    : environment === 'production'
      ? `/opt/${name}`
      : `/opt/${name}-${environment}`;
