import { whyNoMachine } from './requirements.ts';

const reason = await whyNoMachine();

/** For `describe.skipIf`. In CI a skipped suite would look like a passed one, so there it is an error. */
export const skip = reason !== undefined;

if (reason !== undefined) {
  if (process.env['CI']) throw new Error(reason);
  process.stderr.write(`${reason}\n`);
}
