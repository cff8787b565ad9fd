// Boots a machine, says so, and waits to be killed.
import { bootMachine } from '../../src/machine/machine.ts';

const { name } = await bootMachine();
process.stdout.write(`${name}\n`);
setInterval(() => {}, 1000);
