// [I/O] Sets up a project.
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_NAMES, FOREIGN_FILES } from '../config/config-names.ts';
import { evaluateProgram } from '../config/loaders.ts';
import { wrapWords } from '../diagnostics/words.ts';
import { diagnostic, hasErrors, InternalError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Answers } from '../scaffold/answers.ts';
import { withDefaults } from '../scaffold/defaults.ts';
import { checkNames, listOf, readFlags, withPortOfEnv, withPorts, type Given } from '../scaffold/flags.ts';
import type { Folder } from '../scaffold/folder.ts';
import { configLayout, serviceLayout, workflowLayout } from '../scaffold/layout.ts';
import { listChanges } from '../scaffold/lists.ts';
import { openFolder } from '../scaffold/open-folder.ts';
import { isInlined, projectConfig } from '../scaffold/project-config.ts';
import { defaultsTaken, nextPrompt, openFlags } from '../scaffold/questions.ts';
import { surveyFolder, type Survey } from '../scaffold/survey.ts';
import { askPrompts, formatSource, layOutTexts } from '../scaffold/texts.ts';
import { readTyped } from '../scaffold/typed.ts';
import type { FileChange } from '../scaffold/write.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import { refuse } from './host.ts';
import { readForeign } from './import-draft.ts';
import { compileWith, finish, mayAsk } from './scaffold.ts';
import type { Invocation } from './entry.ts';

/** `tsm init`: looks at the folder, asks or takes flags, checks what came of it, and writes all of it or nothing. */
export async function run({ flags, terminal }: Invocation): Promise<number> {
  const json = flags['json'] === true;
  const directory = realpathSync(terminal.cwd);
  const folder = await openFolder(directory);
  const there = configIn(folder);
  if (there !== undefined)
    return refuse([diagnostic('scaffold-project-there', undefined, { file: there })], terminal, json);
  const foreign = FOREIGN_FILES.find((file) => folder.has(file));
  const survey = surveyFolder(folder, await readForeign(directory, foreign, terminal.err));
  const given = readFlags(flags, survey);
  if (hasErrors(given.diagnostics)) return wrongUsage(given.diagnostics, terminal, json);
  const isForOthers =
    foreign !== undefined &&
    given.answers.services === undefined &&
    survey.proposals.length + survey.existing.length === 0;
  if (isForOthers) return noService(survey, foreign, terminal, json);
  const asks = flags['yes'] !== true && openFlags(given.answers).length > 0;
  if (asks && (json || !mayAsk(terminal)))
    return wrongUsage([cannotAsk(given, survey, foreign)], terminal, json);
  if (!json) showNotes(survey, asks, terminal);
  const answered = asks ? await ask(given, survey) : given.answers;
  if (answered === undefined) {
    await refuse([diagnostic('scaffold-cancelled', undefined, {})], terminal, json);
    return EXIT.interrupted;
  }
  const defaults = withDefaults(answered, survey);
  const answers = {
    ...defaults,
    services: withPortOfEnv(withPorts(defaults.services, given.ports), survey),
  };
  const misnamed = checkNames(given, answers);
  if (misnamed.length > 0) return wrongUsage(misnamed, terminal, json);
  if (answers.services.length + survey.existing.length === 0)
    return noService(survey, foreign, terminal, json);
  const changes = await projectFiles(directory, folder, answers, survey, listOf(flags['force']));
  const problems = await checkFiles(directory, changes, answers, survey);
  if (hasErrors(problems)) return refuse(problems, terminal, json);
  return finish(directory, changes, outcome(directory, answers, answered, survey, flags), terminal);
}

const configIn = ({ has, read }: Folder): string | undefined =>
  CONFIG_NAMES.find((name) =>
    name === 'package.json' ? /^\s*"tsm"\s*:\s*\{/m.test(read(name) ?? '') : has(name),
  );

async function wrongUsage(
  diagnostics: readonly Diagnostic[],
  terminal: Terminal,
  json: boolean,
): Promise<number> {
  await refuse(diagnostics, terminal, json);
  return EXIT.wrongUsage;
}

const noService = (
  { notes }: Survey,
  file: string | undefined,
  terminal: Terminal,
  json: boolean,
): Promise<number> =>
  refuse([diagnostic('scaffold-no-service', undefined, { hints: notes, file })], terminal, json);

const cannotAsk = (
  { answers }: Given,
  { proposals, existing }: Survey,
  file: string | undefined,
): Diagnostic =>
  diagnostic('scaffold-cannot-ask', undefined, {
    flags: openFlags(answers),
    file,
    found: [...existing, ...proposals.map(({ name, command }) => `${name} (${command})`)],
  });

/** What speaks for an answer is said before it is asked for. */
function showNotes({ notes }: Survey, asks: boolean, { err, columns }: Terminal): void {
  if (asks) for (const note of notes) err(`- ${wrapWords(note, columns - 2).join('\n  ')}\n`);
}

async function ask(given: Given, survey: Survey): Promise<Partial<Answers> | undefined> {
  const typed = await askPrompts(nextPrompt(given.answers, survey));
  return typed === undefined ? undefined : { ...given.answers, ...readTyped(typed, given.answers, survey) };
}

/** Every file, formatted; nothing is written yet. */
async function projectFiles(
  directory: string,
  folder: Folder,
  answers: Answers,
  survey: Survey,
  replaced: readonly string[],
): Promise<readonly FileChange[]> {
  const texts = await layOutTexts([
    configLayout(projectConfig(answers, survey)),
    ...answers.services.flatMap((one) =>
      serviceLayout(`services/${one.name}.tsm`, one, answers.environments),
    ),
    ...(answers.ci ? [workflowLayout(answers, survey.tools, folder.git?.prefix ?? '')] : []),
  ]);
  const files = [...texts].map(async ([path, text]) => ({
    path,
    before: replaced.includes(path) ? folder.read(path) : undefined,
    text: path.endsWith('.ts')
      ? await formatSource(text, join(directory, path), survey.tools.usesPrettier)
      : text,
  }));
  return [...(await Promise.all(files)), ...listChanges(folder)];
}

/** The text of the config says what was meant, and the project generates. */
async function checkFiles(
  directory: string,
  changes: readonly FileChange[],
  answers: Answers,
  survey: Survey,
): Promise<readonly Diagnostic[]> {
  const text = changes.find(({ path }) => path === 'tsm.config.ts')?.text ?? '';
  const value = await evaluateProgram(text, join(directory, 'tsm.config.ts'));
  if (JSON.stringify(value) !== JSON.stringify(projectConfig(answers, survey)))
    throw new InternalError('the config that was laid out says something else than what was answered');
  return compileWith(directory, 'tsm.config.ts', value, changes).diagnostics;
}

function outcome(
  directory: string,
  answers: Answers,
  answered: Partial<Answers>,
  survey: Survey,
  flags: Invocation['flags'],
): Parameters<typeof finish>[2] {
  const taken = defaultsTaken(answered, answers);
  const dryRun = flags['dryRun'] === true;
  const why = answers.services.map(({ name, command, why: reason }) => `${name} runs ${command} (${reason})`);
  const notes = [
    ...why,
    ...answers.services.flatMap(({ notes: said }) => said),
    ...survey.notes,
    ...(survey.workflow === undefined || answers.ci ? [] : [workflowStays(survey.workflow)]),
    ...(flags['service'] === undefined ? [] : leftOut(survey, answers)),
    ...(isInlined(answers.services, survey)
      ? ['PORT of .env is for one service alone, so the variables of .env are in the config.']
      : []),
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

/** Whoever names services by a flag may not know of the others. */
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
  `${file} is there and stays as it is: --force ${file} writes it anew.`;
