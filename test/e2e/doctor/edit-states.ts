import { dropIn, fails, untilDown, untilFailed, type State } from './states.ts';

const FOLDER = '/etc/systemd/system';

const shared = (folder: string, text: string): string =>
  `mkdir -p ${FOLDER}/${folder}; printf '${text}' > ${FOLDER}/${folder}/x.conf; systemctl daemon-reload`;

const unshared = (folder: string): string => `rm -r ${FOLDER}/${folder}; systemctl daemon-reload`;

const breaking = (name: string, service: string, text: string, says: string, thorough?: true): State => ({
  name: `regression: an edit is the cause, and was told last: ${name}`,
  breaks: `${dropIn(service, text)}; ${fails(service)}; ${untilFailed(service)}`,
  finds: 'edited',
  says,
  ...(thorough === undefined ? {} : { thorough }),
});

/** What drop-ins of this host do to units. The command keeps each as `.aside`. */
export const EDIT_STATES: readonly State[] = [
  breaking('a user that is misspelt', 'app', '[Service]\\nUser=ghost\\n', '(User=ghost)'),
  breaking('no name of a user', 'app', '[Service]\\nUser=no such user!\\n', '(User=no such user!)', true),
  breaking('a path', 'app', '[Service]\\nReadOnlyPaths=/nope\\n', '(ReadOnlyPaths=/nope)'),
  breaking('too few files', 'site', '[Service]\\nLimitNOFILE=3\\n', '(LimitNOFILE=3)', true),
  breaking('another root', 'site', '[Service]\\nRootDirectory=/nope\\n', '(RootDirectory=/nope)', true),
  breaking(
    'memory that may not be executed',
    'site',
    '[Service]\\nMemoryDenyWriteExecute=yes\\n',
    '=yes)',
    true,
  ),
  breaking('a command before it', 'site', '[Service]\\nExecStartPre=/bin/false\\n', '(ExecStartPre=…)'),
  breaking('too little memory', 'site', '[Service]\\nMemoryMax=1M\\n', '(MemoryMax=1M)', true),
  breaking('a setting that systemd refuses', 'web', '[Service]\\nExecStart=./rel/x\\n', '(ExecStart=…)'),
  {
    name: 'regression: what an edit asks for was to be made while the service ran',
    breaks: dropIn('app', '[Service]\\nUser=ghost\\n'),
    finds: 'edited',
    says: 'User=ghost',
  },
  {
    name: 'regression: an edit without a section was said to have an effect',
    breaks: dropIn('app', 'Nice=5\\n'),
    finds: 'edited',
    says: 'ignored: line 1: it stands before the first section',
  },
  {
    name: 'regression: systemctl revert was advised for what it leaves: a drop-in of all services',
    breaks: shared('service.d', '[Service]\\nNice=5\\n'),
    finds: 'edited',
    says: 'count for several units',
    kind: 'look',
    mends: unshared('service.d'),
  },
  {
    name: 'a drop-in of all services of a prefix is the cause',
    thorough: true,
    breaks: `${shared('shop-.service.d', '[Service]\\nUser=ghost\\n')}; ${fails('app')}`,
    finds: 'edited',
    says: 'User=ghost',
    kind: 'look',
    mends: `${unshared('shop-.service.d')}; systemctl reset-failed; tsm restart app`,
  },
  {
    name: 'regression: an edit that was laid aside before was overwritten by the next',
    breaks: `${dropIn('app', '[Service]\\nUser=ghost\\n')}; echo first > ${FOLDER}/shop-app.service.d/edit.conf.aside; ${fails('app')}`,
    finds: 'edited',
    mends: `grep -qx first ${FOLDER}/shop-app.service.d/edit.conf.aside.~1~; rm -r ${FOLDER}/shop-app.service.d`,
  },
  {
    name: 'an edit has it end by itself',
    thorough: true,
    breaks: `${dropIn('flaky', '[Service]\\nExecStart=\\nExecStart=/bin/sleep 2\\n')}; systemctl restart shop-flaky; ${untilDown('flaky')}`,
    finds: 'edited',
  },
  {
    name: 'regression: a limit of the slice is the cause, and was told last',
    breaks: `systemctl set-property --runtime shop-live.slice TasksMax=5; ${fails('site')}; ${untilFailed('site')}`,
    finds: 'edited',
    says: 'TasksMax=5',
  },
  {
    name: 'regression: more memory on advice of doctor was to be taken back by its next advice',
    breaks: 'systemctl set-property --runtime shop-hog MemoryMax=80M',
    finds: 'edited',
    says: 'until the next boot',
    kind: 'look',
    mends: 'systemctl revert shop-hog',
  },
];
