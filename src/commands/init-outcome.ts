import type { Answers } from '../scaffold/answers.ts';
import { foreignNotes } from '../scaffold/foreign.ts';
import { isInlined, sharedPorts } from '../scaffold/project-config.ts';
import { defaultsTaken } from '../scaffold/questions.ts';
import type { Survey } from '../scaffold/survey.ts';
import type { Invocation } from './entry.ts';
import type { Outcome } from './scaffold.ts';

/** How a project came to be set up. */
export interface Made {
  readonly directory: string;
  readonly answers: Answers;
  /** Those of the answers that somebody gave. */
  readonly answered: Partial<Answers>;
  readonly survey: Survey;
  readonly flags: Invocation['flags'];
  readonly wasAsked: boolean;
}

/** What is said of a project that is set up: why it is as it is, and what is next. */
export function initOutcome(made: Made): Outcome {
  const { directory, answers, answered, survey, flags } = made;
  const taken = defaultsTaken(answered, answers);
  const dryRun = flags['dryRun'] === true;
  const why = answers.services.map(({ name, command, why: reason }) => `${name} runs ${command} (${reason})`);
  const notes = [
    ...why,
    ...answers.services.flatMap(({ notes: said }) => said),
    ...survey.notes,
    ...foreignNotes(survey.foreign, answers.services),
    ...(survey.workflow === undefined || answers.ci ? [] : [workflowStays(survey.workflow)]),
    ...(hasChosen(made) ? [] : leftOut(survey, answers)),
    ...(isInlined(answers.services, survey)
      ? ['PORT of .env is for one service alone, so the variables of .env are in the config.']
      : []),
    ...sharedPorts(answers),
    ...elsewhere(directory, answers),
    ...(taken.length === 0 ? [] : [`Taken without asking: ${taken.join('; ')}`]),
  ];
  const environments = answers.environments.map((one) => `@${one}`).join(', ');
  return {
    json: flags['json'] === true,
    dryRun,
    title: `${answers.name} (${environments})${dryRun ? ' would get' : ''}`,
    facts: {
      project: answers.name,
      environments: answers.environments,
      services: answers.services,
      defaults: taken,
    },
    notes,
    next: [...(survey.tools.add === undefined ? [] : [survey.tools.add]), 'tsm generate'],
  };
}

/** Whoever was asked has seen all that was found; a flag may name some and not know of the others. */
const hasChosen = ({ wasAsked, flags, answered }: Made): boolean =>
  wasAsked && flags['service'] === undefined && answered.services !== undefined;

function leftOut({ proposals }: Survey, { services }: Answers): readonly string[] {
  const names = proposals.map(({ name }) => name).filter((one) => services.every(({ name }) => name !== one));
  return names.length === 0
    ? []
    : [`Found and not taken: ${names.join(', ')}. tsm new service NAME --command '…' adds one.`];
}

/** Units look for the files of the project where the config says that it lies. */
function elsewhere(directory: string, { environments, roots }: Answers): readonly string[] {
  if (Object.values(roots).includes(directory)) return [];
  const places = environments.map((one) => `${roots[one]} (@${one})`).join(' and ');
  return [
    `On its hosts the project is expected at ${places}, not in this folder: root in the config says where.`,
  ];
}

const workflowStays = (file: string): string =>
  `${file} is there and stays as it is: tsm init --ci --force ${file} writes it anew.`;
