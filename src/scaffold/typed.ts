import type { Answers } from './answers.ts';
import { withPorts } from './flags.ts';
import {
  parseEnvironments,
  parseProject,
  parseService,
  parseSystemd,
  parseYesNo,
  type Parsed,
} from './parse.ts';
import type { Proposal } from './proposal.ts';
import type { Survey } from './survey.ts';

/** What somebody answered so far, by the name of the prompt. */
export type Typed = Readonly<Record<string, unknown>>;

/** What was typed as answers. Each was judged when it was typed. */
export function readTyped(typed: Typed, given: Partial<Answers>, survey: Survey): Partial<Answers> {
  const value = <T>(name: string, parse: (text: string) => Parsed<T>): T | undefined => {
    const parsed = typeof typed[name] === 'string' ? parse(typed[name]) : undefined;
    return parsed !== undefined && 'value' in parsed ? parsed.value : undefined;
  };
  const each = (word: string): Record<string, string> | undefined => {
    const found = Object.entries(typed).filter(([name]) => name.startsWith(`${word} `));
    return found.length === 0
      ? undefined
      : Object.fromEntries(found.map(([name, one]) => [name.slice(word.length + 1), String(one).trim()]));
  };
  const read = {
    name: value('name', parseProject),
    services: given.services ?? typedServices(typed, survey),
    environments: value('environments', parseEnvironments),
    roots: each('root'),
    users: each('user'),
    systemd: value('systemd', parseSystemd),
    ci: value('ci', parseYesNo),
  };
  return Object.fromEntries(Object.entries(read).filter(([, one]) => one !== undefined)) as Partial<Answers>;
}

function typedServices(typed: Typed, { proposals }: Survey): readonly Proposal[] | undefined {
  const chosen = typed['services'];
  const more = Object.entries(typed).flatMap(([name, text]) => {
    const parsed = /^service \d+$/.test(name) ? parseService(String(text), proposals) : undefined;
    return parsed !== undefined && 'value' in parsed ? [parsed.value] : [];
  });
  if (!Array.isArray(chosen) && more.length === 0) return undefined;
  const picked = proposals.filter(({ name }) => Array.isArray(chosen) && chosen.includes(name));
  const services = [...picked.filter(({ name }) => !more.some((one) => one.name === name)), ...more];
  const ports = new Map(
    services.flatMap(({ name }) => {
      const port = typed[`port ${name}`];
      return typeof port === 'string' && port.trim() !== '-' ? [[name, port.trim()] as const] : [];
    }),
  );
  return withPorts(services, ports).map((one) =>
    typed[`port ${one.name}`] === '-' ? withoutPort(one) : one,
  );
}

function withoutPort(service: Proposal): Proposal {
  const { port: _, ...rest } = service;
  return rest;
}
