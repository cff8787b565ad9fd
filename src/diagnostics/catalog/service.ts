import { wording } from '../entry.ts';

const list = (names: readonly string[]): string => names.join(', ');

export const serviceCatalog = {
  'command-missing': wording<{ service: string }>({
    title: ({ service }) => `service "${service}" has no command`,
    hint: () => 'set TSM_COMMAND in a .tsm file, or "command" in the config',
    about: 'A service runs something; without a command there is no unit.',
  }),
  'command-unreadable': wording<{ key: string; problem: string; near: string }>({
    title: ({ key, problem, near }) =>
      `"${key}" is not a command that bash could run: ${problem}${near === '' ? '' : `, at ${near}`}`,
    hint: () => 'mend the quotes or the syntax; tsm reads commands as bash does',
    about:
      'Commands are read with the grammar of bash, to see whether a shell is needed and to quote each word.',
  }),
  'command-keeps-shell': wording<{ service: string }>({
    title: ({ service }) =>
      `the main process of "${service}" is bash, since its command does not end in one external command`,
    hint: () =>
      'nothing to do: on stop, systemd signals the whole control group; to be rid of the shell, end the command in "exec PROGRAM"',
    about: 'Pipes, loops and `||` need a shell that stays. systemd then tracks bash as the main process.',
  }),
  'command-in-background': wording<{ service: string }>({
    title: ({ service }) =>
      `the command of "${service}" ends in \`&\`, so the shell ends at once and the service with it`,
    hint: () =>
      'take the `&` away: systemd runs it in the background; for several programs write several services',
    about:
      'A service lives as long as its main process. When that is a shell which puts its work into the background, systemd sees it end and stops what it left behind.',
  }),
  'pipeline-hides-status': wording<{ service: string; first: string; last: string }>({
    title: ({ service, first, last }) =>
      `when ${first} of "${service}" fails, systemd sees the status of ${last}, so nothing is restarted`,
    hint: ({ first, last }) =>
      `leave ${last} away (the journal keeps what a service prints), or write: set -o pipefail; ${first} … | ${last} …`,
    about: 'The status of a pipeline is that of its last program, unless bash is told otherwise.',
  }),
  'source-function': wording<{ name: string; file: string }>({
    title: ({ name, file }) => `"${name}" is a function of ${file}, which cannot be the command of a service`,
    hint: ({ name }) =>
      `put the function's work into a program of its own, or write: command: 'bash -c "source …; ${name}"'`,
    about:
      'The command replaces the shell that sourced the file (exec), and exec runs programs, not functions.',
  }),
  'unset-in-config': wording<{ name: string; known: readonly string[] }>({
    title: ({ name }) => `\${${name}} is not known here`,
    hint: ({ name, known }) =>
      `define ${name} under "variables" of the environment, give a default with \${${name}:-…}, or write \\\${${name}} for the text itself; known: ${list(known)}`,
    about: 'A text of the config refers to a variable that neither the environment nor the service defines.',
  }),
  'port-invalid': wording<{ value: string }>({
    title: ({ value }) => `${value} is not a port`,
    hint: () =>
      'a number from 1 to 65535, "8000+" for the first free one from 8000 up, or "auto" for one of 8000 to 8999',
    about: 'Ports are written as a number or as a wish that tsm fulfils when it generates.',
  }),
  'ports-invalid': wording<{ value: string }>({
    title: ({ value }) => `${value} is not of the form port:proto:name`,
    hint: () => 'write for example 9229:tcp:debug; proto is http, tcp or udp, the name may be left out',
    about: 'Further ports of a service are listed as port, protocol and name.',
  }),
  'port-conflict': wording<{ port: number; one: string; other: string }>({
    title: ({ port, one, other }) => `port ${port} is claimed by ${one} and by ${other}`,
    hint: ({ port }) =>
      `give one of them another port (in one environment alone: services: { NAME: { port: … } } there), or write "${port}+" to let tsm find a free one`,
    about:
      'Both environments can be installed on one machine, so a port belongs to one service of all of them.',
  }),
  'port-exhausted': wording<{ from: number; to: number }>({
    title: ({ from, to }) => `no port from ${from} to ${to} is free`,
    hint: () => 'let the wish begin at a lower port, or give up fixed ports in that range',
    about: 'All ports that the wish allows are taken by other services of the project.',
  }),
  'port-moved': wording<{ service: string; from: number; to: number }>({
    title: ({ service, from, to }) => `the port of ${service} moves from ${from} to ${to}`,
    hint: () => 'tell who connects to it; to keep the old one, write it as a fixed number',
    about:
      'An allocated port stays what the committed manifest says unless something else now claims it or the wish no longer covers it.',
  }),
  'unit-name-conflict': wording<{ unit: string; one: string; other: string }>({
    title: ({ unit, one, other }) => `${unit} is claimed by ${one} and by ${other}`,
    hint: () => 'rename the service, or set another "base" for one of the environments',
    about: 'Unit names are unique on a host, and both environments can be installed on one machine.',
  }),
  'unit-name-invalid': wording<{ name: string; problem: string }>({
    title: ({ name, problem }) => `"${name}" cannot be a unit name: ${problem}`,
    hint: () => 'choose another name for the project, the service or the base',
    about:
      'systemd limits unit names to 255 characters of a small alphabet; some legal names only cause trouble and are refused too.',
  }),
  'dependency-cycle': wording<{ cycle: readonly string[] }>({
    title: ({ cycle }) => `services wait for each other: ${cycle.join(' → ')}`,
    hint: () => 'drop one of the dependencies, or turn it into "wants", which has no order',
    about:
      'systemd breaks an ordering cycle by leaving out one of the units without an error, so tsm refuses it.',
  }),
  'self-dependency': wording<{ service: string }>({
    title: ({ service }) => `service "${service}" depends on itself`,
    hint: () => 'remove its own name',
    about: 'A service that waits for itself is a slip.',
  }),
  'path-outside-root': wording<{ value: string; root: string }>({
    title: ({ value, root }) =>
      `${value} lies outside of the environment's root ${root}, so tsm cannot read it`,
    hint: ({ root }) =>
      `move the file below ${root}, or let systemd read it on the host: unit: { Service: { EnvironmentFile: '…' } }`,
    about:
      'While generating only files of the project can be read. A host path is mapped back when it lies inside the root.',
  }),
  'env-file-missing': wording<{ file: string }>({
    title: ({ file }) => `there is no env file ${file}`,
    hint: () => 'create it, or mend the name; a relative name is below the root of the environment',
    about: 'Env files are read while generating, so that the committed bundle says everything.',
  }),
  'relative-path-outside-root': wording<{ what: string; value: string; path: string; root: string }>({
    title: ({ what, value, path, root }) =>
      `${what} ${value} would be ${path}, outside of the environment's root ${root}`,
    hint: ({ path }) =>
      `write ${path} if the host has that, or let the root take in both folders (root: { from, to } one folder higher)`,
    about:
      'A relative path means one below the root. What lies beside the root on the host is not known from the project, so a path that leaves it is written out in full.',
  }),
  'tsm-file-outside-root': wording<{ file: string; root: string }>({
    title: ({ file, root }) =>
      `${file} lies outside of root.from "${root}", so its folder on the host is not known`,
    hint: () => 'set TSM_CWD, or move the file below root.from',
    about:
      'The default working directory of a .tsm file is its own folder on the host, which follows from the root.',
  }),
  'control-character': wording<{ key: string; value: string }>({
    title: ({ key, value }) => `"${key}" holds a line break or another control character: ${value}`,
    hint: () => 'remove it; this value is one line of text',
    about:
      'A line break in a value could add a line to a unit, so it is refused where the value is one line.',
  }),
  'secret-left-out': wording<{ name: string; reason: string }>({
    title: ({ name, reason }) =>
      `${name} is taken for a secret (${reason}): its value stays out of the bundle`,
    hint: ({ name }) => `set it on the host with: tsm secrets set ${name}; if it is none, add it to "public"`,
    about:
      'Secrets never enter the committed bundle. The manifest names them and the service reads them from a root-only file on the host.',
  }),
  'secret-expanded': wording<{ name: string; into: string }>({
    title: ({ name, into }) => `the secret ${name} is written into ${into}`,
    hint: ({ name }) =>
      `let the program read ${name} from its environment, or start a script that expands it, for every user to see; if ${name} is no secret, give it a value and move it from "secrets" to "public" of the service`,
    about:
      'A command line is visible to every user of the machine and the bundle is committed, so a secret may not be expanded into either.',
  }),
  'secret-literal': wording<{ into: string; reason: string }>({
    title: ({ into, reason }) => `${into} holds what looks like a secret: ${reason}`,
    hint: ({ into, reason }) => {
      const [, name] = into === '"health"' ? [] : (/^the value of (.+)$/.exec(reason) ?? []);
      const move = 'move it into a variable that the program reads, and set that with: tsm secrets set NAME';
      return name === undefined
        ? move
        : `${move}; if it is none, list ${name.toUpperCase().replaceAll(/\W/g, '_')} in "public" of the service`;
    },
    about: 'tsm fails rather than write a likely secret into a file that gets committed.',
  }),
  'secret-and-public': wording<{ name: string }>({
    title: ({ name }) => `${name} is declared both secret and public`,
    hint: () => 'keep one of the two',
    about: 'A variable cannot be both.',
  }),
  'volatile-path': wording<{ path: string; why: string }>({
    title: ({ path, why }) => `${path} will be gone: ${why}`,
    hint: () =>
      "name a path that is there after a reboot, such as /usr/bin/node; `command -v` in a login shell of the service's user shows what it has",
    about:
      'Version managers put per-shell directories on PATH. A unit that names one stops working when that shell ends.',
  }),
  'user-in-user-scope': wording<{ key: string }>({
    title: ({ key }) => `"${key}" has no meaning in user scope`,
    hint: ({ key }) => `remove "${key}", or set scope: 'system'`,
    about: "The user's service manager runs everything as that user and cannot change to another.",
  }),
  'state-shared': wording<{ directory: string; one: string; other: string }>({
    title: ({ directory, one, other }) => `${directory} would be the state of ${one} and of ${other}`,
    hint: () => "name another directory in one of them: unit: { Service: { StateDirectory: '…' } }",
    about:
      'A state directory is shared freely within an environment and user. Across them, systemd would hand it back and forth between owners.',
  }),
  'socket-shared': wording<{ address: string; one: string; other: string }>({
    title: ({ address, one, other }) => `${address} is the socket of ${one} and of ${other}`,
    hint: () => 'let one of them listen elsewhere: unit: { Socket: { … } }',
    about: 'On one host only one socket unit can have an address; the other would fail to start.',
  }),
};
