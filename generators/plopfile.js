// Asks, and lays out new sources of a project, never units. Loaded through node-plop when somebody scaffolds.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const templates = join(import.meta.dirname, '..', 'templates', 'scaffold');

/**
 * `questions(asked)` says what to ask next, given what was answered, until it says nothing. `layouts` are the files to lay out;
 * their texts are handed to `onText` and not written: the caller checks them all, then writes all or none. `layOut` fills a template,
 * since plop's own Handlebars would read a `{{` of a command as its own.
 * @param {import('node-plop').NodePlopAPI} plop
 */
export default function generators(plop, { questions, layouts = [], layOut, onText } = {}) {
  plop.setActionType('lay out', async (_answers, { path, template, values }) => {
    onText(path, layOut(await readFile(join(templates, template), 'utf8'), values));
    return path;
  });
  plop.setGenerator('sources', {
    description: 'sources of a project: a config, service files, a workflow',
    prompts: (inquirer) => askAll(inquirer, questions),
    actions: layouts.map((layout) => ({ type: 'lay out', ...layout })),
  });
}

/** One question after the other, since an answer may decide the next. Ctrl-C or a closed input ends them all. */
async function askAll(inquirer, questions) {
  const answers = {};
  for (let next = questions(answers); next !== undefined; next = questions(answers))
    Object.assign(answers, await askOne(inquirer, next));
  return answers;
}

/** inquirer would kill the process from inside, and leave the cursor hidden. */
async function askOne(inquirer, question) {
  const asking = inquirer.prompt([question]);
  const { ui } = asking;
  process.removeListener('exit', ui.onForceClose);
  ui.rl.removeAllListeners('SIGINT');
  const ended = new Promise((_, reject) => {
    const end = () => reject(new Error('closed'));
    ui.rl.once('SIGINT', end);
    // It is closed after an answer, too, which is then on its way.
    ui.rl.once('close', () => setTimeout(end, 50));
  });
  try {
    return await Promise.race([asking, ended]);
  } catch (problem) {
    ui.close();
    process.stdout.write(SHOW_CURSOR);
    throw problem;
  }
}

const SHOW_CURSOR = '\u001B[?25h\n';
