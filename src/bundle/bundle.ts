import type { Environment } from '../service/service.ts';
import type { UnitFile } from '../unit/unit.ts';

/** The generated directory of one environment, before it is on disk. */
export interface Bundle {
  readonly environment: Environment;
  /** Path inside the bundle → text. */
  readonly files: ReadonlyMap<string, string>;
  readonly units: readonly UnitFile[];
}

export const MANIFEST = 'tsm.json';
