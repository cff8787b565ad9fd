import { diagnostic, type Checked } from '../diagnostics/diagnostic.ts';
import type { Draft } from './draft.ts';
import { withoutSecrets } from './draft-secrets.ts';
import { draftProcfile } from './procfile-draft.ts';
import type { ImportRequest, Kind } from './request.ts';

/** The one door: a file of another tool as a project of ours. Parsers that only some kinds need are loaded here. */
export async function importText(request: ImportRequest): Promise<Checked<Draft>> {
  if (request.text.includes('\0')) {
    const at = { file: request.file, start: request.text.indexOf('\0'), end: request.text.indexOf('\0') + 1 };
    return refused('import-invalid', at, 'there is a NUL character in it');
  }
  const { value, diagnostics } = await READERS[request.kind](request);
  return value === undefined ? { value, diagnostics } : { value: withoutSecrets(value), diagnostics };
}

type Reader = (request: ImportRequest) => Checked<Draft> | Promise<Checked<Draft>>;

const READERS: Readonly<Record<Kind, Reader>> = {
  procfile: draftProcfile,
  pm2: async (request) => (await import('./pm2.ts')).draftPm2(request),
  systemd: async (request) => (await import('./units.ts')).draftUnits(request),
  'env-toml': async (request) => (await import('./env-toml.ts')).draftEnvToml(request),
};

const refused = (
  code: 'import-invalid',
  at: { file: string; start: number; end: number },
  problem: string,
): Checked<never> => ({ value: undefined, diagnostics: [diagnostic(code, at, { problem })] });
