import type { WrittenConfig, WrittenEnvironment, WrittenService } from '../config/written.ts';
import { isDevelopment, isProduction, type Answers } from './answers.ts';
import type { Survey } from './survey.ts';

/** The config that the answers mean. */
export function projectConfig(answers: Answers, survey: Survey): WrittenConfig {
  const { name, environments, systemd, services } = answers;
  const globs = services.length > 0 ? [...new Set([...survey.globs, 'services/*.tsm'])] : survey.globs;
  return {
    project: name,
    id: name,
    ...(survey.description === undefined
      ? {}
      : { description: survey.description.replaceAll(/\s+/g, ' ').trim() }),
    systemd,
    ...(environments.length > 1 ? { default: environments[0] as string } : {}),
    services: [...globs],
    environments: Object.fromEntries(environments.map((one) => [one, environmentOf(one, answers, survey)])),
  };
}

function environmentOf(environment: string, answers: Answers, survey: Survey): WrittenEnvironment {
  const { services } = answers;
  const user = answers.users[environment] as string;
  const root = answers.roots[environment] as string;
  const { files, secrets, env } = isInlined(services, survey)
    ? { files: [], ...survey.env.inline }
    : { ...survey.env, env: {} };
  const changes = overrides(environment, answers);
  const develops = isDevelopment(environment);
  const variables = { ...env, ...(survey.isNode && !develops ? { NODE_ENV: 'production' } : {}) };
  return {
    ...(environment === 'production' && !answers.environments.includes('prod') ? { aliases: ['prod'] } : {}),
    user,
    root,
    ...(survey.usesTetra ? { variables: { TETRA_DIR: `/var/lib/${user}`, TETRA_SRC: root } } : {}),
    ...(Object.keys(variables).length === 0 ? {} : { env: variables }),
    ...(files.length === 0 ? {} : { envFile: [...files] }),
    ...(secrets.length === 0 ? {} : { secrets: [...secrets] }),
    hardening: develops ? 'relaxed' : 'strict',
    ...(develops ? {} : { maxExposure: 2 }),
    ...(Object.keys(changes).length === 0 ? {} : { services: changes }),
  };
}

/** A port in an env file is that of every service; when it is meant for one, the variables go into the config without it. */
export const isInlined = (services: Answers['services'], { env }: Survey): boolean =>
  env.port !== undefined && services.some(({ port }) => port === undefined);

/** A port can be had once on a host: one environment keeps the number, the others get the next that is free. */
function overrides(
  environment: string,
  { services, environments }: Answers,
): Record<string, false | WrittenService> {
  const keeper = environments.find(isProduction) ?? environments[0];
  return Object.fromEntries(
    services.flatMap(({ name, port, devOnly }): readonly (readonly [string, false | WrittenService])[] => {
      if (devOnly === true && !isDevelopment(environment)) return [[name, false]];
      const keeps =
        environments.length > 1 && environment === keeper && /^\d+$/.test(port ?? '') && devOnly !== true;
      return keeps ? [[name, { port: Number(port) }]] : [];
    }),
  );
}

/** The port that a service file names, which every environment starts from. */
export const portInFile = (port: string | undefined, environments: readonly string[]): string | undefined =>
  port !== undefined && environments.length > 1 && /^\d+$/.test(port) ? `${port}+` : port;
