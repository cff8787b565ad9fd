import { join, resolve } from 'node:path';
import ts from 'typescript';

const repository = resolve(import.meta.dirname, '../..');
const FILE = join(repository, 'written-in-an-editor.ts');

/** What an editor says at the mark `|` in a config. */
export interface Editor {
  readonly explain: (marked: string) => string;
  readonly complete: (marked: string) => readonly string[];
  readonly complain: (text: string) => readonly string[];
}

/** The TypeScript of an editor, with one unsaved config open in this repository that takes `defineConfig` from `from`. */
export function openEditor(from: string): Editor {
  let text = '';
  let version = 0;
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(repository, 'tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    repository,
  );
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [FILE],
    getScriptVersion: (file) => (file === FILE ? String(version) : '0'),
    getScriptSnapshot: (file) => {
      const found = file === FILE ? text : ts.sys.readFile(file);
      return found === undefined ? undefined : ts.ScriptSnapshot.fromString(found);
    },
    getCurrentDirectory: () => repository,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
  const type = (marked: string): number => {
    text = `import { defineConfig } from '${from}';\nexport default defineConfig(${marked});\n`;
    version += 1;
    const mark = text.indexOf('|');
    text = text.replace('|', '');
    return mark;
  };
  return {
    explain: (marked) => {
      const found = service.getQuickInfoAtPosition(FILE, type(marked));
      return `${ts.displayPartsToString(found?.displayParts)}\n${ts.displayPartsToString(found?.documentation)}`;
    },
    complete: (marked) =>
      (service.getCompletionsAtPosition(FILE, type(marked), {})?.entries ?? []).map(({ name }) => name),
    complain: (written) => {
      type(written);
      return service
        .getSemanticDiagnostics(FILE)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
    },
  };
}
