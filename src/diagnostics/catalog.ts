import { bundleCatalog } from './catalog/bundle.ts';
import { checkCatalog } from './catalog/check.ts';
import { configCatalog } from './catalog/config.ts';
import { diffCatalog } from './catalog/diff.ts';
import { envfileCatalog } from './catalog/envfile.ts';
import { foresightCatalog } from './catalog/foresight.ts';
import { hostCatalog } from './catalog/host.ts';
import { importCatalog } from './catalog/import.ts';
import { installCatalog } from './catalog/install.ts';
import { limitsCatalog } from './catalog/limits.ts';
import { openBundleCatalog } from './catalog/open-bundle.ts';
import { planCatalog } from './catalog/plan.ts';
import { scaffoldCatalog } from './catalog/scaffold.ts';
import { secretsCatalog } from './catalog/secrets.ts';
import { serviceCatalog } from './catalog/service.ts';
import { trialCatalog } from './catalog/trial.ts';
import { tsmfileCatalog } from './catalog/tsmfile.ts';
import type { Entry } from './entry.ts';

/** Every code that tsm can say, with its wording. Codes are stable, wording may improve. */
export const catalog = {
  ...configCatalog,
  ...tsmfileCatalog,
  ...limitsCatalog,
  ...envfileCatalog,
  ...serviceCatalog,
  ...planCatalog,
  ...bundleCatalog,
  ...checkCatalog,
  ...foresightCatalog,
  ...openBundleCatalog,
  ...installCatalog,
  ...hostCatalog,
  ...secretsCatalog,
  ...diffCatalog,
  ...importCatalog,
  ...trialCatalog,
  ...scaffoldCatalog,
} satisfies Record<string, Entry<never>>;

export type Code = keyof typeof catalog;
export type DataOf<C extends Code> = Parameters<(typeof catalog)[C]['title']>[0];
