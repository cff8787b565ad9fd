import { FLAG_OF, QUESTIONS, type Answers, type Question } from './answers.ts';
import { withDefaults } from './defaults.ts';
import {
  parseEnvironments,
  parseProject,
  parsePort,
  parseRoot,
  parseService,
  parseSystemd,
  parseUser,
  parseYesNo,
  type Parsed,
} from './parse.ts';
import type { Proposal } from './proposal.ts';
import type { Survey } from './survey.ts';
import type { NextPrompt, Prompt } from './texts.ts';
import { readTyped, type Typed } from './typed.ts';

/** The questions that no flag answers. */
export const openQuestions = (given: Partial<Answers>): readonly Question[] =>
  QUESTIONS.filter((question) => given[question] === undefined);

/** The flags that would answer them. */
export const openFlags = (given: Partial<Answers>): readonly string[] =>
  openQuestions(given).map((question) => FLAG_OF[question]);

/** What to ask next. What was answered decides the defaults of what follows, and what need not be asked. */
export function nextPrompt(given: Partial<Answers>, survey: Survey): NextPrompt {
  return (typed) => {
    const soFar = withDefaults({ ...given, ...readTyped(typed, given, survey) }, survey);
    return promptsFor(given, soFar, survey, typed).find(({ name }) => !(name in typed));
  };
}

function promptsFor(
  given: Partial<Answers>,
  soFar: Answers,
  survey: Survey,
  typed: Typed,
): readonly Prompt[] {
  const each = (question: 'roots' | 'users', of: (environment: string) => Prompt): readonly Prompt[] =>
    given[question] === undefined ? soFar.environments.map(of) : [];
  return [
    ...(given.name === undefined ? [input('name', 'Name of the project:', soFar.name, parseProject)] : []),
    ...(given.services === undefined ? servicePrompts(survey, typed) : []),
    ...(given.services === undefined ? soFar.services.map(portPrompt) : []),
    ...(given.environments === undefined
      ? [input('environments', 'Environments:', soFar.environments.join(', '), parseEnvironments)]
      : []),
    ...each('roots', (one) =>
      input(
        `root ${one}`,
        `Where the project lies on a host of @${one}:`,
        soFar.roots[one] as string,
        parseRoot,
      ),
    ),
    ...each('users', (one) =>
      input(`user ${one}`, `User that runs the services of @${one}:`, soFar.users[one] as string, parseUser),
    ),
    ...(given.systemd === undefined
      ? [input('systemd', 'Oldest systemd it must run on:', String(soFar.systemd), parseSystemd)]
      : []),
    ...(given.ci === undefined
      ? [
          input(
            'ci',
            'A GitHub workflow that checks the units (yes or no):',
            soFar.ci ? 'yes' : 'no',
            parseYesNo,
          ),
        ]
      : []),
  ];
}

const input = (
  name: string,
  message: string,
  otherwise: string,
  parse: (text: string) => Parsed<unknown>,
): Prompt => ({
  type: 'input',
  name,
  message,
  default: otherwise,
  validate: (text) => {
    const parsed = parse(text);
    return 'value' in parsed ? true : `expected: ${parsed.expected}`;
  },
});

/** What was found to choose from, then one more at a time until none is named. */
function servicePrompts({ proposals, existing }: Survey, typed: Typed): readonly Prompt[] {
  const choices = proposals.map(({ name, command, why }) => ({
    name: `${name}: ${command}  (${why})`,
    short: name,
    value: name,
    checked: existing.length === 0,
  }));
  const chosen = Array.isArray(typed['services']) ? typed['services'].length : 0;
  const count = Object.keys(typed).filter((name) => /^service \d+$/.test(name) && typed[name] !== '').length;
  const needed = chosen + existing.length + count === 0;
  return [
    ...(choices.length === 0
      ? []
      : [{ type: 'checkbox', name: 'services', message: 'Services:', choices } as const]),
    ...Array.from({ length: count + 1 }, (_, index) => morePrompt(index, needed, proposals)),
  ];
}

const morePrompt = (index: number, needed: boolean, found: readonly Proposal[]): Prompt => ({
  type: 'input',
  name: `service ${index}`,
  message: needed ? 'A service, as NAME=COMMAND:' : 'Another service, as NAME=COMMAND (empty for none):',
  validate: (text) => {
    if (text.trim() === '' && !needed) return true;
    const parsed = parseService(text, found);
    return 'value' in parsed ? true : `expected: ${parsed.expected}`;
  },
});

const portPrompt = ({ name, port }: Proposal): Prompt => ({
  type: 'input',
  name: `port ${name}`,
  message: `Port of ${name} (8000+ is the first free one, - for none):`,
  default: port ?? '-',
  validate: (text) => {
    const parsed = text.trim() === '-' ? { value: '' } : parsePort(text);
    return 'value' in parsed ? true : `expected: ${parsed.expected}`;
  },
});

/** The answers that nobody gave, for whoever let tsm decide. */
export const defaultsTaken = (
  given: Partial<Answers>,
  { services, roots, users, ...rest }: Answers,
): readonly string[] =>
  openQuestions(given).map((question) => {
    if (question === 'services')
      return `services ${services.map(({ name }) => name).join(', ') || 'as they are'}`;
    if (question === 'roots' || question === 'users') {
      const all = question === 'roots' ? roots : users;
      return `${question} ${Object.entries(all)
        .map(([name, one]) => `@${name} ${one}`)
        .join(', ')}`;
    }
    if (question === 'ci') return rest.ci ? 'a GitHub workflow' : 'no GitHub workflow';
    const value = rest[question];
    return `${question} ${Array.isArray(value) ? value.join(', ') : String(value)}`;
  });
