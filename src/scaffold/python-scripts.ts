import type { Folder } from './folder.ts';
import type { Proposal } from './proposal.ts';
import { proposal, type Context } from './python-context.ts';

/** Programs that pip installs into the environment. Where something else serves, only those that sound like a service. */
export function entryPoints(
  context: Context,
  environment: string | undefined,
  alone: boolean,
): readonly Proposal[] {
  const { file, names } = installedPrograms(context.folder);
  return names
    .filter((name) => alone || /serv|worker|daemon|bot|consumer|scheduler/i.test(name))
    .map((name) => ({
      ...proposal(
        context,
        [],
        `${file}: the entry point "${name}"`,
        environment === undefined
          ? [`"${name}" must be on the PATH of the host: pip install . puts it there.`]
          : [],
      ),
      name: names.length === 1 && alone ? context.project : name.toLowerCase(),
      command: environment === undefined ? name : `${environment}/bin/${name}`,
    }));
}

interface Installed {
  readonly file: string;
  readonly names: readonly string[];
}

/** pyproject.toml says it, or setup.cfg where it does not. */
function installedPrograms({ read }: Folder): Installed {
  const [first, second] = [
    { file: 'pyproject.toml', names: inPyproject(read('pyproject.toml') ?? '') },
    { file: 'setup.cfg', names: inSetupCfg(read('setup.cfg') ?? '') },
  ] as const;
  return first.names.length > 0 ? first : second;
}

function inPyproject(text: string): readonly string[] {
  const sections = text.matchAll(
    /^\[(?:project\.scripts|tool\.poetry\.scripts)\]\s*\n((?:(?!\[).*(?:\n|$))*)/gm,
  );
  return [...sections].flatMap(([, body = '']) =>
    [...body.matchAll(/^["']?([A-Za-z0-9][\w.-]*)["']?\s*=\s*["']/gm)].map(([, name = '']) => name),
  );
}

/** A list of setuptools goes on as long as its lines are indented. */
function inSetupCfg(text: string): readonly string[] {
  const [, section = ''] = /^\[options\.entry_points\]\s*\n((?:(?!\[).*(?:\n|$))*)/m.exec(text) ?? [];
  const [, list = ''] = /^console_scripts\s*=(.*(?:\n(?:[ \t].*|(?=\n)))*)/m.exec(section) ?? [];
  return [...list.matchAll(/^\s*([A-Za-z0-9][\w.-]*)\s*=\s*[\w.]+\s*:/gm)].map(([, name = '']) => name);
}
