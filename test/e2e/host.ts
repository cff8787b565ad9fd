import { missingForMachine } from '../../src/machine/requirements.ts';

const missing = await missingForMachine();

/** What to say when no machine can be booted here, undefined when it can. */
export const skipReason = missing === undefined ? undefined : explain(missing.root, missing.programs);

/** For `describe.skipIf`. On a CI machine a skipped suite would look like a passed one, so there it is an error. */
export const skip = skipReason !== undefined;

if (skipReason !== undefined && process.env['CI']) throw new Error(skipReason);

function explain(root: boolean, programs: readonly string[]): string {
  const needs = [...(root ? ['root rights'] : []), ...programs];
  return `Nothing is tested on a booted systemd: that needs ${needs.join(', ')}. Run as root: npm run test:e2e`;
}
