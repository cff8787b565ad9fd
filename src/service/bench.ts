import type { Definition } from '../config/decode.ts';
import type { Settings } from '../config/schema/service.ts';
import type { ProjectFiles } from '../config/sources.ts';
import type { Filled } from '../config/template.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ConfigPath, Place } from '../diagnostics/place.ts';
import type { Environment, EnvMap } from './service.ts';

/** Everything that building one service looks at. */
export interface Bench {
  readonly definition: Definition;
  readonly settings: Settings;
  readonly placeOf: (path: ConfigPath) => Place;
  readonly environment: Environment;
  readonly sources: ProjectFiles;
  /** Values that are fixed while generating, secrets not among them. */
  readonly known: ReadonlyMap<string, string>;
  /** Those of them that the running service does not find in its environment. */
  readonly local: ReadonlyMap<string, string>;
  /** What the service finds in its environment, unless a sourced file changes it. */
  readonly env: EnvMap;
  readonly secrets: ReadonlySet<string>;
  readonly diagnostics: Diagnostic[];
}

/** A text with its `${NAME}` filled in, or as it was written when a name is not known, which is reported. */
export function fill(filled: Filled, text: string, at: Place, { known, diagnostics }: Bench): string {
  if ('value' in filled) return filled.value;
  diagnostics.push(diagnostic('unset-in-config', at, { name: filled.unknown, known: [...known.keys()] }));
  return text;
}
