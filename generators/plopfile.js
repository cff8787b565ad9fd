// Asks for and writes the sources of a project, never units. Loaded through node-plop when somebody scaffolds.
import { join } from 'node:path';
import ejs from 'ejs';

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;
const templates = join(import.meta.dirname, '..', 'templates', 'scaffold');

/** @param {import('node-plop').NodePlopAPI} plop */
export default function generators(plop) {
  plop.setGenerator('project', {
    description: 'tsm.config.ts with the environments dev and production',
    prompts: [question('project', 'Name of the project:', isName)],
    actions: (answers) => [
      write(answers.project, 'tsm.config.ts', 'tsm.config.ts.ejs', (text) =>
        formatSource(text, plop.getDestBasePath()),
      ),
    ],
  });
  plop.setGenerator('service', {
    description: 'a service file, services/NAME.tsm',
    prompts: [
      question('name', 'Name of the service:', isName),
      question(
        'command',
        'Command that runs it:',
        (text) => text.trim() !== '' || 'a service needs a command',
      ),
      question('port', 'Port it listens on (8000+ is the first free one from 8000), empty for none:'),
    ],
    actions: (answers) => [write(answers.name, `services/${answers.name}.tsm`, 'service.tsm.ejs')],
  });
}

const question = (name, message, validate = () => true) => ({ type: 'input', name, message, validate });

const isName = (text) =>
  NAME.test(text) || 'letters, digits, "-", "_" and ".", starting with a letter or a digit';

/**
 * Adds one file; plop refuses when it is there already. plop reads the template and EJS lays it out, so that what was
 * answered is never read as a template.
 */
function write(name, path, template, format = (text) => text) {
  if (!NAME.test(name ?? '')) throw new Error(`"${name}" is no name: ${isName('')}`);
  return {
    type: 'add',
    path,
    templateFile: join(templates, template),
    transform: (text, answers) => format(layOut(text, answers)),
  };
}

const layOut = (text, answers) =>
  ejs.render(text, { answers, shellQuote }, { strict: true, _with: false, localsName: 'it', escape: String });

/** One word of bash that stands for the text as it is. */
const shellQuote = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** Source as the project formats it. prettier is slow to load, so it waits until there is something to format. */
async function formatSource(text, folder) {
  const { format, resolveConfig } = await import('prettier');
  const file = join(folder, 'tsm.config.ts');
  return format(text, { singleQuote: true, ...(await resolveConfig(file)), filepath: file });
}
