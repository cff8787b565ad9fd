import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { accountsFromHost, rootUnsaid } from './rules/accounts.ts';
import { missingFiles, oddInterpreters } from './rules/project-files.ts';
import { orderingCycles } from './rules/ordering.ts';
import { percentSigns } from './rules/percent.ts';
import { restartLoops } from './rules/restarts.ts';
import { unitsNamed } from './rules/units-named.ts';
import { versionManagers } from './rules/version-managers.ts';
import { writtenByTwo } from './rules/written-by-two.ts';
import type { Rule, Subject } from './subject.ts';

/** What `systemd-analyze verify` says nothing of, and can be told without a host. */
const RULES: readonly Rule[] = [
  accountsFromHost,
  rootUnsaid,
  missingFiles,
  oddInterpreters,
  unitsNamed,
  orderingCycles,
  writtenByTwo,
  percentSigns,
  versionManagers,
  restartLoops,
];

/** All that is foreseen of a bundle. */
export const foresee = (subject: Subject): readonly Diagnostic[] => RULES.flatMap((rule) => rule(subject));
