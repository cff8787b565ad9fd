// [I/O] Sets up a project.
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_NAMES, FOREIGN_FILES } from '../config/config-names.ts';
import { evaluateProgram } from '../config/loaders.ts';
import { wrapWords } from '../diagnostics/words.ts';
import { diagnostic, hasErrors, InternalError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Answers } from '../scaffold/answers.ts';
import { defaultServices, withDefaults } from '../scaffold/defaults.ts';
import {
  checkNames,
  readFlags,
  replacedFiles,
  withPortOfEnv,
  withPorts,
  type Given,
} from '../scaffold/flags.ts';
import type { Folder } from '../scaffold/folder.ts';
import { configLayout, serviceLayout, workflowLayout } from '../scaffold/layout.ts';
import { listChanges } from '../scaffold/lists.ts';
import { openFolder } from '../scaffold/open-folder.ts';
import { projectConfig } from '../scaffold/project-config.ts';
import { nextPrompt, openFlags } from '../scaffold/questions.ts';
import { foreignNotes, foreignScripts } from '../scaffold/foreign.ts';
import { aboutServices, surveyFolder, type Survey } from '../scaffold/survey.ts';
import { askPrompts, formatSource, layOutTexts } from '../scaffold/texts.ts';
import { readTyped } from '../scaffold/typed.ts';
import type { FileChange } from '../scaffold/write.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import { refuse } from './host.ts';
import { readForeign } from './import-draft.ts';
import { initOutcome } from './init-outcome.ts';
import { wantsWorkflowAlone, writeWorkflow } from './init-workflow.ts';
import { compileWith, finish, mayAsk } from './scaffold.ts';
import type { Invocation } from './entry.ts';

/** `tsm init`: looks at the folder, asks or takes flags, checks what came of it, and writes all of it or nothing. */
export async function run({ flags, terminal }: Invocation): Promise<number> {
  const json = flags['json'] === true;
  const directory = realpathSync(terminal.cwd);
  const folder = await openFolder(directory);
  const there = configIn(folder);
  if (there !== undefined)
    return wantsWorkflowAlone(flags)
      ? writeWorkflow(directory, folder, flags, terminal)
      : refuse([diagnostic('scaffold-project-there', undefined, { file: there })], terminal, json);
  const replaced = replacedFiles(flags);
  const foreign = FOREIGN_FILES.find((file) => folder.has(file));
  const found = surveyFolder(folder, await readForeign(directory, foreign, terminal.err), replaced);
  const given = readFlags(flags, found);
  if (hasErrors(given.diagnostics)) return wrongUsage(given.diagnostics, terminal, json);
  const isForOthers =
    foreign !== undefined &&
    given.answers.services === undefined &&
    found.proposals.length + found.existing.length === 0;
  if (isForOthers) return noService(found, foreign, terminal, json);
  const asks = flags['yes'] !== true && openFlags(given.answers).length > 0;
  if (asks && (json || !mayAsk(terminal)))
    return wrongUsage([cannotAsk(given, found, foreign)], terminal, json);
  if (!json) showNotes(found, asks, terminal);
  const answered = asks ? await ask(given, found) : given.answers;
  if (answered === undefined) {
    await refuse([diagnostic('scaffold-cancelled', undefined, {})], terminal, json);
    return EXIT.interrupted;
  }
  const survey = aboutServices(found, answered.services ?? defaultServices(found));
  const defaults = withDefaults(answered, survey);
  const answers = {
    ...defaults,
    services: withPortOfEnv(withPorts(defaults.services, given.ports), survey),
  };
  const misnamed = checkNames(given, answers);
  if (misnamed.length > 0) return wrongUsage(misnamed, terminal, json);
  if (answers.services.length + survey.existing.length === 0)
    return noService(found, foreign, terminal, json);
  const changes = await projectFiles(directory, folder, answers, survey, replaced);
  const problems = await checkFiles(directory, changes, answers, survey);
  if (hasErrors(problems)) return refuse(problems, terminal, json);
  const outcome = initOutcome({ directory, answers, answered, survey, flags, wasAsked: asks });
  return finish(directory, changes, outcome, terminal);
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

/** All that was found says, before anybody has chosen. */
const notesBefore = ({ notes, foreign, proposals }: Survey): readonly string[] => [
  ...notes,
  ...foreignNotes(foreign, proposals),
];

const noService = (
  survey: Survey,
  file: string | undefined,
  terminal: Terminal,
  json: boolean,
): Promise<number> =>
  refuse(
    [diagnostic('scaffold-no-service', undefined, { hints: notesBefore(survey), file })],
    terminal,
    json,
  );

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
function showNotes(survey: Survey, asks: boolean, { err, columns }: Terminal): void {
  if (asks) for (const note of notesBefore(survey)) err(`- ${wrapWords(note, columns - 2).join('\n  ')}\n`);
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
  const laidOut = await layOutTexts([
    configLayout(projectConfig(answers, survey)),
    ...answers.services.flatMap((one) =>
      serviceLayout(`services/${one.name}.tsm`, one, answers.environments),
    ),
    ...(answers.ci ? [workflowLayout(answers, survey.tools, folder.git?.prefix ?? '')] : []),
  ]);
  const texts = [...laidOut, ...foreignScripts(survey.foreign, answers.services)];
  const files = texts.map(async ([path, text]) => ({
    path,
    before: replaced.includes(path) ? folder.read(path) : undefined,
    text: /\.(?:ts|yml)$/.test(path)
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
