import type { DocumentName, DocumentOf } from '../documents/documents.ts';
import type { Terminal } from '../terminal.ts';

/** One `--json` document as text. `name` is for the compiler, which compares with what is documented. */
export const documentText = <N extends DocumentName>(_name: N, document: Body<N>): string =>
  `${JSON.stringify({ version: 1, ...document }, null, 2)}\n`;

export const printDocument = <N extends DocumentName>(name: N, document: Body<N>, { out }: Terminal): void =>
  out(documentText(name, document));

type Body<N extends DocumentName> = Omit<DocumentOf<N>, 'version'>;
