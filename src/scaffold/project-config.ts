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
  const user = answers.users[environment] as string;
  const root = answers.roots[environment] as string;
  const { files, secrets } = survey.env;
  const services = overrides(environment, answers);
  const develops = isDevelopment(environment);
  return {
    ...(environment === 'production' && !answers.environments.includes('prod') ? { aliases: ['prod'] } : {}),
    user,
    root,
    ...(survey.usesTetra ? { variables: { TETRA_DIR: `/var/lib/${user}`, TETRA_SRC: root } } : {}),
    ...(survey.isNode && !develops ? { env: { NODE_ENV: 'production' } } : {}),
    ...(files.length === 0 ? {} : { envFile: [...files] }),
    ...(secrets.length === 0 ? {} : { secrets: [...secrets] }),
    hardening: develops ? 'relaxed' : 'strict',
    ...(develops ? {} : { maxExposure: 2 }),
    ...(Object.keys(services).length === 0 ? {} : { services }),
  };
}

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
