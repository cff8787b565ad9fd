import { wording } from '../entry.ts';

export const checkCatalog = {
  'verify-complaint': wording<{ unit: string; line: number | undefined; message: string }>({
    title: ({ unit, message }) => `systemd-analyze says of ${unit}: ${message}`,
    hint: ({ unit, line }) =>
      `${line === undefined ? `look at the generated ${unit}` : `line ${line} of the generated ${unit} is meant`}: mend what it is made from; where that is as systemd's manual has it, please report this`,
    about:
      '`tsm check` runs `systemd-analyze verify` over the rendered units and takes every word about one of them for an error.',
  }),
  'verify-warning': wording<{ unit: string; line: number | undefined; message: string }>({
    title: ({ unit, message }) => `systemd-analyze says of ${unit}: ${message}`,
    hint: () =>
      'it works; a user of its own (user: …) shares no files with other programs that run as nobody',
    about: 'systemd runs the unit and says once more at each reload that it thinks better of it.',
  }),
  'exposure-too-high': wording<{ unit: string; score: number; most: number }>({
    title: ({ unit, score, most }) =>
      `${unit} has an exposure of ${score}, more than the ${most} that the environment allows`,
    hint: () =>
      "harden the service (hardening: 'strict'), see `systemd-analyze security --offline=true` on the unit, or raise maxExposure",
    about:
      '`systemd-analyze security` scores how much of the system a service could reach, from 0 to 10. `maxExposure` is the limit of the environment.',
  }),
  'program-missing': wording<{ program: string; file: string }>({
    title: ({ program, file }) => `the program ${program} will not be there: the project has no ${file}`,
    hint: () => 'mend the command; a relative program is found from the working directory',
    about:
      'A program below the root of the environment is a file of the project, so it can be checked before any host sees it.',
  }),
  'program-not-built': wording<{ program: string; file: string }>({
    title: ({ program, file }) =>
      `the program ${program} is not in the project yet, nor is the folder of ${file}`,
    hint: () =>
      'nothing to do where a build, or an install of packages, makes it; tsm install looks again on the host',
    about:
      'A program below the root is a file of the project. Where its whole folder is missing, such as .venv/bin or vendor/bin, it is likely made by a build.',
  }),
  'program-not-executable': wording<{ program: string; file: string }>({
    title: ({ program, file }) => `the program ${program} may not be executed: ${file} lacks the permission`,
    hint: ({ file }) => `chmod +x ${file}, and commit the mode (git update-index --chmod=+x ${file})`,
    about:
      'A program below the root exists in the project but is not executable, so the start would fail with status 203.',
  }),
  'program-elsewhere': wording<{ program: string }>({
    title: ({ program }) => `${program} is not on this machine, so it could not be checked`,
    hint: () => 'nothing to do; install checks it on the host',
    about: 'A program outside of the root belongs to the host. The machine that checks may lack it.',
  }),
  'check-skipped': wording<{ what: string; reason: string }>({
    title: ({ what, reason }) => `${what} was skipped: ${reason}`,
    hint: () => 'run tsm check where systemd 250 or later is installed (apt-get install systemd)',
    about:
      'Part of the check needs `systemd-analyze`, which runs without a booted systemd but has to be installed.',
  }),
};
