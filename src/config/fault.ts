import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';

/** Carries a mistake in the config's own file through cosmiconfig, which only knows exceptions. */
export class ConfigFault extends Error {
  override name = 'ConfigFault';
  readonly code: 'config-syntax' | 'config-throws';
  readonly file: string;
  readonly span: { readonly start: number; readonly end: number } | undefined;

  constructor(code: ConfigFault['code'], message: string, file: string, span?: ConfigFault['span']) {
    super(message);
    this.code = code;
    this.file = file;
    this.span = span;
  }

  toDiagnostic(): Diagnostic {
    const at = this.span === undefined ? { file: this.file } : { file: this.file, ...this.span };
    return diagnostic(this.code, at, { message: this.message });
  }
}
