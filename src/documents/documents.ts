import * as z from 'zod/mini';
import { doctor } from './doctor.ts';
import * as host from './host.ts';
import { listing, status } from './look.ts';
import type { DocumentName } from './names.ts';
import { refusal } from './parts.ts';
import * as project from './project.ts';
import { imported, scaffold } from './scaffold.ts';
import { trial } from './trial.ts';

/**
 * Every document that `--json` prints. The compiler holds the commands to these, tests hold what they print to them, and
 * docs/json.md is made from them.
 */
export const DOCUMENTS = {
  generate: project.generate,
  check: project.check,
  'check-env-files': project.envFiles,
  diff: project.diff,
  'diff-base': project.diffBase,
  'install-preview': host.preview,
  install: host.install,
  uninstall: host.uninstall,
  generations: host.generations,
  'secrets-list': host.secretList,
  'secrets-change': host.secretChange,
  lifecycle: host.lifecycle,
  enablement: host.enablement,
  status,
  list: listing,
  doctor,
  import: imported,
  scaffold,
  try: trial,
  refusal,
} satisfies Readonly<Record<DocumentName, unknown>>;

export type { DocumentName };
export type DocumentOf<N extends DocumentName> = z.infer<(typeof DOCUMENTS)[N]>;

/** The JSON Schema (draft 2020-12) of one document. It lets keys pass that it does not know, since new ones may come. */
export const documentSchema = (name: DocumentName): Record<string, unknown> =>
  z.toJSONSchema(DOCUMENTS[name], {
    override: ({ jsonSchema }) => void delete jsonSchema.additionalProperties,
  }) as Record<string, unknown>;
