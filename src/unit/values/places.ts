import { execWords } from '../exec-words.ts';
import { environmentWords, splitWords, toBytes } from '../words.ts';
import { parseSize, parseTimespan } from './measure.ts';
import {
  clearable,
  each,
  holds,
  isPath,
  keepSpecifiers,
  path,
  pattern,
  quotedWords,
  shieldedWords,
  type Validator,
} from './rule.ts';

/** ReadWritePaths= and others: `-` for one that may be missing, `+` for one below RootDirectory=. */
const paths = each(
  shieldedWords,
  holds((value) => isPath(value.replace(/^-?\+?/, '')), 'it must be an absolute path without ".." parts'),
);
const workingDirectory = holds(
  (value) => /^-?~$/.test(value) || isPath(value.replace(/^-/, '')),
  'it must be an absolute path without ".." parts, or ~ for the home of the user',
);
const envFile = holds(
  (value) => isPath(value.replace(/^-/, '')),
  'it must be an absolute path, unquoted; a leading - makes it optional',
);
const absoluteText = holds((value) => /^[/%]/.test(value), 'it must be an absolute path');
const conditionPath = pattern(
  /^\|?[ \t]*!?[ \t]*[/%]/,
  'it must be an absolute path, with | or ! before it at most',
);
const searchPath: Validator = (value, version) => {
  const rules = value.split(':').map((directory) => path(directory, version));
  return rules.find((rule) => rule !== undefined);
};

/** Colons split here only outside quotes; both sides are judged as written. */
const sides = (word: string): readonly string[] => word.split(/(?<!\\):/);
const bindPaths = each(
  shieldedWords,
  holds((value) => {
    const [source = '', destination, options] = sides(value);
    const known =
      options === undefined ||
      /^(?:(?:no)?rbind|(?:no)?idmap)(?:,(?:(?:no)?rbind|(?:no)?idmap))*$/.test(options);
    return isPath(source.replace(/^-/, '')) && (destination === undefined || isPath(destination)) && known;
  }, 'it must be SOURCE, SOURCE:DESTINATION or SOURCE:DESTINATION:norbind with absolute paths'),
);
const temporaryFileSystem = each(
  quotedWords,
  holds(
    (value) => isPath(sides(value)[0] ?? ''),
    'it must be an absolute path, mount options behind a colon',
  ),
);
const directoryNames = each(
  quotedWords,
  holds((value) => {
    const [name = '', link] = sides(value);
    return isRelative(name) && (link === undefined || link === '' || isRelative(link));
  }, 'it must be relative and without ".." parts: systemd puts its own directory in front'),
);
const isRelative = (name: string): boolean =>
  name !== '' &&
  !name.startsWith('/') &&
  !/(?:^|\/)\.\.(?:\/|$)/.test(name) &&
  !/^private(?:\/|$)/.test(name);

const environment: Validator = (value) => {
  const words = environmentWords(keepSpecifiers(value));
  return 'error' in words
    ? `it must be NAME=value, quoted as a whole where it has blanks, but ${words.error}`
    : undefined;
};

const executable = (program: string): boolean =>
  isPath(program) ? !program.endsWith('/') : /^[^/%]+$/.test(program) && program !== '.' && program !== '..';
const exec: Validator = (value) => {
  if (value.length <= SHORT && PLAIN_COMMAND.test(value)) return undefined;
  const escapes = splitWords(toBytes(value.replaceAll(/(?<=[ \t])\\;(?=[ \t]|$)/g, ';')), 'c');
  if ('error' in escapes) return `it must be a command, but ${escapes.error}`;
  const commands = execWords(keepSpecifiers(value));
  if ('error' in commands) return `it must be a command, but ${commands.error}`;
  const wrong = commands.value.find(({ program }) => !executable(program) || /["'\\\p{Cc}]/u.test(program));
  return wrong === undefined
    ? undefined
    : `it must begin with an absolute path or a bare file name, but "${wrong.program}" is neither`;
};

/** A program by its path and words without a quote, escape, variable, specifier or separator: what most services run. */
const PLAIN_COMMAND = /^(?:\/(?!\.\.?[/ ]|\.\.?$)[\w.+-]+)+(?: [\w./:=,@+-]+)*$/;
/** No part of it is too long for a file. */
const SHORT = 255;

const urls = each(
  quotedWords,
  pattern(
    /^(?:https?:\/\/.+|file:\/.+|info:.+|man:.+|.*%.*)$/,
    'it must be an http://, https://, file:/, info: or man: address',
  ),
);
const loadCredential = pattern(/^[^:/\0]+(?::.+)?$/, 'it must be ID or ID:PATH');
const setCredential = pattern(/^[^:/\0]+:./, 'it must be ID:DATA');

const deviceNode = /^(?:\/dev\/\S+|\/run\/systemd\/inaccessible\/\S+|(?:char|block)-\S+)$/;
const deviceAllow: Validator = pairOf(
  (device) => deviceNode.test(device),
  (access) => /^[rwm]+$/.test(access),
  'it must be a device such as /dev/ttyS0 or char-pts, then r, w and m',
  '',
);
const ioBandwidth: Validator = pairOf(
  isPath,
  (limit) => limit === 'infinity' || (parseSize(limit) ?? 0) > 0,
  'it must be a device and a limit: /dev/sda 10M',
  undefined,
);
const ioLatency: Validator = pairOf(
  isPath,
  (span) => parseTimespan(span) !== undefined,
  'it must be a device and a time span: /dev/sda 25ms',
  undefined,
);

/** Two words; `missing` stands for a second one that may be left out. Nothing clears the list. */
function pairOf(
  first: (word: string) => boolean,
  second: (word: string) => boolean,
  rule: string,
  missing: string | undefined,
): Validator {
  return holds((value) => {
    const words = splitWords(toBytes(value), 'shield');
    if ('error' in words) return false;
    const [device, access = missing] = words.value;
    return (
      device === undefined ||
      (words.value.length <= 2 &&
        first(device) &&
        (access === missing || (access !== undefined && second(access))) &&
        access !== undefined)
    );
  }, rule);
}

/** Paths and commands. */
export const placeValidators = {
  path,
  paths,
  workingDirectory,
  envFile: clearable(envFile),
  absoluteText: clearable(absoluteText),
  conditionPath: clearable(conditionPath),
  searchPath: clearable(searchPath),
  bindPaths,
  temporaryFileSystem,
  directoryNames,
  environment,
  exec: clearable(exec),
  urls,
  loadCredential: clearable(loadCredential),
  setCredential: clearable(setCredential),
  deviceAllow,
  ioBandwidth,
  ioLatency,
};
