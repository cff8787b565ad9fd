/** Headings of `tsm --help`, in this order. */
export type HelpGroup = 'Sources' | 'Host' | 'Running' | 'Looking' | 'More';

/** What help and the manual page say of a command beside its line in the table. */
export interface HelpText {
  readonly group: HelpGroup;
  /** A short paragraph. */
  readonly details: string;
  /** More command lines to copy, below the example. */
  readonly examples?: readonly string[];
  /** Exit codes that mean more than on every command. */
  readonly exits?: Readonly<Record<number, string>>;
}

const FAILED = { 4: 'done, but a unit failed', 5: 'the host refused: no root, no systemd, or busy' };
const GOES_BACK = {
  3: 'refused: a unit is pinned by systemctl edit --full',
  4: 'a unit failed: it went back, or had failed before',
  130: 'interrupted, and it went back',
};

/** By command. */
export const HELP_TEXTS: Readonly<Record<string, HelpText>> = {
  init: {
    group: 'Sources',
    details:
      'Looks at package.json, Python projects, .env and .tsm files, and at what another tool starts (a Procfile, an ecosystem file of PM2, env.toml), proposes services and says why, and asks for the rest on a terminal; every question has a flag. Writes a config in the style of the project, service files, and on request a workflow that checks the units. All is compiled before it is written, nothing is overwritten, and it is all or nothing. Where a project is there, --ci adds the workflow alone.',
    exits: { 130: 'interrupted; nothing was written' },
  },
  new: { group: 'Sources', details: 'Adds to a project that is there.' },
  service: {
    group: 'Sources',
    details:
      'Writes services/NAME.tsm where the config finds it, or says which line the config lacks. Nothing is overwritten.',
    exits: { 130: 'interrupted; nothing was written' },
  },
  environment: {
    group: 'Sources',
    details:
      'Inserts the environment into the config that is there, reads it back, and leaves it untouched with the text printed when it would not say exactly what was meant.',
    exits: { 130: 'interrupted; nothing was written' },
  },
  generate: {
    group: 'Sources',
    details:
      'Reads tsm.config.ts and the .tsm files, and writes systemd/ENVIRONMENT/: units, env files and a manifest, to be committed and reviewed. Nothing is written when anything is wrong. The same sources give the same bytes on every machine.',
    exits: { 3: 'with --check: a bundle is not what the sources say' },
  },
  check: {
    group: 'Sources',
    details:
      'Beside what generate checks, it has systemd-analyze verify and score the units, and compares the scores with maxExposure. It writes nothing.',
  },
  try: {
    group: 'Sources',
    details:
      'Boots a copy of this machine in a container with a systemd of its own, puts the working tree where the environment has its root, installs, starts and probes, reports, and throws everything away. This host stays as it is. It needs root, runs the config of the project as root, and gives secrets that are missing placeholders. Inside there is no network but a loopback. A service that starts by itself and has ended is not well, unless it is a oneshot.',
    exits: { 4: 'a unit is not well', 5: 'no machine can be booted here', 130: 'interrupted' },
  },
  import: {
    group: 'Sources',
    details:
      'Reads a Procfile with its .env, an ecosystem file or process list of PM2 (- reads `pm2 jlist` from a pipe), systemd units with their drop-ins, or an env.toml of Tetra, and writes a config and service files. A table says what was kept, what means something else now, and what has no equivalent. A JavaScript file is evaluated, which is said first. Nothing is overwritten. What tsm generate would refuse is said at the end, and is written all the same: it is there to be mended.',
    exits: { 0: 'written, also what tsm generate refuses' },
  },
  schema: {
    group: 'Sources',
    details:
      'Editors complete and check a config in JSON or YAML by it. With the name of a document, such as status or install, it prints the schema of what that command prints with --json; a name that is not there lists them.',
  },
  install: {
    group: 'Host',
    details:
      'Takes the committed bundle alone: no config and no package of the project is loaded. Shows the plan with a reason per unit, switches all units at one moment, restarts only what changed, and waits until it is up and healthy. When a unit fails, the units before come back, and run on the code that lies there now; one that had failed before the install is no reason to. Without a bundle it takes the one in this folder or above.',
    exits: { ...FAILED, ...GOES_BACK },
  },
  uninstall: {
    group: 'Host',
    details:
      'Stops the units and removes what install put there. Without a name it takes the default, or the one environment of the project here. Secrets and data directories stay unless --purge is given; users always stay.',
    exits: FAILED,
  },
  rollback: {
    group: 'Host',
    details:
      'Puts back what a generation said, as a new generation: the one given, or the last that was different. It is an install like any other and goes back, too, when a unit fails. The checkout keeps its newer bundle, which the next install brings again: revert it there, too.',
    exits: { ...FAILED, ...GOES_BACK },
  },
  generations: {
    group: 'Host',
    details: 'The last ten installed states are kept. The one in service has a star.',
  },
  secrets: {
    group: 'Host',
    details:
      'Secrets are files on the host that only root reads, never part of a bundle. A value comes from standard input or is asked for without echo; it is never taken from the command line and never printed.',
    exits: { 5: 'the host refused: no root, or busy', 130: 'interrupted; nothing was kept' },
  },
  start: {
    group: 'Running',
    details:
      'Says for every unit how it went, since systemctl start of a target succeeds even when its services fail. Of what failed it shows the end of the journal.',
    exits: FAILED,
  },
  stop: {
    group: 'Running',
    details: 'What is stopped stays so until it is started or the machine boots: an install leaves it alone.',
    exits: FAILED,
  },
  restart: {
    group: 'Running',
    details: 'In the order of the dependencies, and with the same report per unit as start.',
    exits: FAILED,
  },
  enable: {
    group: 'Running',
    details: 'Makes the links of [Install] as an install makes them. Starts nothing.',
    exits: FAILED,
  },
  disable: {
    group: 'Running',
    details: 'Takes the links of [Install] away; the next install leaves it so. Stops nothing.',
    exits: FAILED,
  },
  doctor: {
    group: 'Looking',
    details:
      'Looks at everything that keeps a service from running here: links, users, directories, programs as the user of the service finds them, ports, health, limits, the journal, the disk. A symptom stands below its cause. Each finding has one command. It changes nothing, and says what it could not see without root. Where nothing is installed it holds the bundle in this folder against the host.',
    exits: { 1: 'something is wrong on the host, or the input is', 5: 'there is no systemd to ask' },
  },
  status: {
    group: 'Looking',
    details:
      'All that is installed, or the environments named: state, since when, memory, restarts, ports and whether it starts at boot. Needs no root, no project and no config. Below the table stands what is off.',
    exits: {
      4: 'a unit has failed, or with --probe its health check',
      5: 'systemd, or one of the environments, cannot be asked',
    },
  },
  list: {
    group: 'Looking',
    details: 'The same in brief: one line per unit.',
    exits: { 5: 'there is no systemd to ask' },
  },
  logs: {
    group: 'Looking',
    details:
      'Runs journalctl on the units of the environment, or on one; its output and its exit code are passed on. A number alone says how many lines. Ctrl-C ends --follow.',
    exits: { 130: 'ended by Ctrl-C' },
  },
  diff: {
    group: 'Looking',
    details:
      'Without --base: sources, bundle, what is installed and what runs, side by side, with the command that closes each gap. With --base: what a host that runs one revision would restart to run the other; it needs git and no host.',
    exits: { 3: 'with --exit-code: something differs' },
  },
  completion: {
    group: 'More',
    details:
      'bash: put the line of the example into ~/.bashrc. zsh: the same with zsh into ~/.zshrc, behind compinit. fish: the last two lines make its file. Services and environments come from the bundles in this folder and from what is installed; no config is loaded.',
    examples: [
      'source <(tsm completion zsh)',
      'mkdir -p ~/.config/fish/completions',
      'tsm completion fish > ~/.config/fish/completions/tsm.fish',
    ],
  },
  daemon: { group: 'More', details: "The words that Tetra's guide uses." },
};
