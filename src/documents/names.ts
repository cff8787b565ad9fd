/** Names of the documents that `--json` prints, for who needs no shapes. */
export const DOCUMENT_NAMES = [
  'generate',
  'check',
  'check-env-files',
  'diff',
  'diff-base',
  'install-preview',
  'install',
  'uninstall',
  'generations',
  'secrets-list',
  'secrets-change',
  'lifecycle',
  'enablement',
  'status',
  'list',
  'doctor',
  'import',
  'scaffold',
  'try',
  'refusal',
] as const;

export type DocumentName = (typeof DOCUMENT_NAMES)[number];

export const isDocumentName = (name: string): name is DocumentName =>
  DOCUMENT_NAMES.some((one) => one === name);
