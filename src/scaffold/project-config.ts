import type {
  WrittenConfig,
  WrittenEnvironment,
  WrittenInlineService,
  WrittenService,
} from '../config/written.ts';
import { tsmLines } from '../import/tsm-text.ts';
import type { Proposal } from './proposal.ts';
import { isDevelopment, isProduction, type Answers } from './answers.ts';
import type { Survey } from './survey.ts';

/** The config that the answers mean. */
export function projectConfig(answers: Answers, survey: Survey): WrittenConfig {
  const { name, environments, systemd, services } = answers;
  const inline = services.flatMap((one) => inlineService(one, environments));
  const description = survey.description?.replaceAll(/\s+/g, ' ').trim() ?? '';
  const globs =
    services.length > inline.length ? [...new Set([...survey.globs, 'services/*.tsm'])] : survey.globs;
  return {
    project: name,
    id: name,
    ...(description === '' ? {} : { description }),
    systemd,
    ...(environments.length > 1 ? { default: environments[0] as string } : {}),
    services: [...globs, ...inline],
    environments: Object.fromEntries(environments.map((one) => [one, environmentOf(one, answers, survey)])),
  };
}

/** What no service file could say. */
function inlineService(service: Proposal, environments: readonly string[]): readonly WrittenInlineService[] {
  if (service.settings === undefined) return [];
  const written = writtenService(service, environments);
  return tsmLines(written) === undefined ? [{ name: service.name, ...written }] : [];
}

/** A service as the project writes it down. */
export function writtenService(
  { command, cwd, port, settings }: Proposal,
  environments: readonly string[],
): WrittenService {
  const named = portInFile(port, environments);
  return {
    command,
    cwd,
    ...(named === undefined ? {} : { port: /^\d+$/.test(named) ? Number(named) : named }),
    ...settings,
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
  const {
    env: more,
    secrets: further = [],
    root: there,
    ...sandbox
  } = survey.environments[environment] ?? {};
  const { home, user: owner, ...everywhere } = survey.everywhere ?? {};
  const variables = {
    ...env,
    ...(survey.isNode && !develops ? { NODE_ENV: 'production' } : {}),
    ...more,
  };
  const allSecrets = [...new Set([...secrets, ...further])];
  return {
    ...(environment === 'production' && !answers.environments.includes('prod') ? { aliases: ['prod'] } : {}),
    user,
    root,
    ...(survey.usesTetra ? { variables: { TETRA_DIR: `/var/lib/${user}`, TETRA_SRC: root } } : {}),
    ...(Object.keys(variables).length === 0 ? {} : { env: variables }),
    ...(files.length === 0 ? {} : { envFile: [...files] }),
    ...(allSecrets.length === 0 ? {} : { secrets: allSecrets }),
    hardening: develops ? 'relaxed' : 'strict',
    // What ran elsewhere goes on running: it may write where it could, and is restarted as it was.
    ...everywhere,
    ...(home !== undefined && owner === user ? { home } : {}),
    // What is said of its home is true where it lies there.
    ...(there === root ? { ...sandbox, user } : {}),
    ...(develops || survey.everywhere?.hardening !== undefined ? {} : { maxExposure: 2 }),
    ...(Object.keys(changes).length === 0 ? {} : { services: changes }),
  };
}

/** A port in an env file is that of every service; when it is meant for one, the variables go into the config without it. */
export const isInlined = (services: Answers['services'], { env }: Survey): boolean =>
  env.port !== undefined && services.some(({ port }) => port === undefined);

const portKeeper = (environments: readonly string[]): string | undefined =>
  environments.find(isProduction) ?? environments[0];

/** What somebody who named one port gets of it. */
export function sharedPorts({ services, environments }: Answers): readonly string[] {
  const keeper = portKeeper(environments);
  const others = environments.filter((one) => one !== keeper).map((one) => `@${one}`);
  const ports = services.flatMap(({ name, port = '', devOnly, inEnvironments = {} }) =>
    /^\d+$/.test(port) &&
    devOnly !== true &&
    Object.values(inEnvironments).every((one) => one.port === undefined)
      ? [`${port} (${name})`]
      : [],
  );
  if (ports.length === 0 || others.length === 0) return [];
  return [
    `A port can be had once on a host: @${keeper} has ${ports.join(', ')}, ${others.join(' and ')} ${others.length > 1 ? 'get' : 'gets'} the next free one.`,
  ];
}

/** A port can be had once on a host: one environment keeps the number, the others get the next that is free. */
function overrides(
  environment: string,
  { services, environments }: Answers,
): Record<string, false | WrittenService> {
  const keeper = portKeeper(environments);
  return Object.fromEntries(
    services.flatMap((one): readonly (readonly [string, false | WrittenService])[] => {
      const { name, port, devOnly, inEnvironments } = one;
      if (devOnly === true && !isDevelopment(environment)) return [[name, false]];
      const keeps =
        environments.length > 1 && environment === keeper && /^\d+$/.test(port ?? '') && devOnly !== true;
      const written = { ...(keeps ? { port: Number(port) } : {}), ...inEnvironments?.[environment] };
      return Object.keys(written).length > 0 ? [[name, written]] : [];
    }),
  );
}

/** The port that a service file names, which every environment starts from. */
export const portInFile = (port: string | undefined, environments: readonly string[]): string | undefined =>
  port !== undefined && environments.length > 1 && /^\d+$/.test(port) ? `${port}+` : port;
