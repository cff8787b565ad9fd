import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Place } from '../../diagnostics/place.ts';
import type { Service } from '../../service/service.ts';
import type { Subject } from '../subject.ts';

/** Where each keeps what it installs. Directories of a single shell are refused when units are planned. */
const MANAGERS: readonly (readonly [RegExp, string])[] = [
  [/\/\.?nvm\/versions\/[^\s:'"]*/, 'nvm'],
  [/\/(?:\.fnm|\.local\/(?:share|state)\/fnm(?:_multishells)?)\/[^\s:'"]*/, 'fnm'],
  [/\/\.volta\/[^\s:'"]*/, 'volta'],
  [/\/\.asdf\/(?:shims|installs)[^\s:'"]*/, 'asdf'],
  [/\/\.?pyenv\/(?:shims|versions)[^\s:'"]*/, 'pyenv'],
  [/\/\.rbenv\/(?:shims|versions)[^\s:'"]*/, 'rbenv'],
  [/\/\.?mise\/(?:shims|installs)[^\s:'"]*/, 'mise'],
  [/\/\.rvm\/(?:rubies|gems)[^\s:'"]*/, 'rvm'],
  [/\/\.sdkman\/candidates[^\s:'"]*/, 'sdkman'],
];

/** Paths of version managers in commands, in PATH and in the environment. */
export const versionManagers = ({ services }: Subject): readonly Diagnostic[] =>
  services.flatMap((service) =>
    textsOf(service).flatMap(([text, at]) =>
      MANAGERS.flatMap(([pattern, manager]) => {
        const found = pattern.exec(text);
        return found === null
          ? []
          : [
              diagnostic('version-manager-path', at, {
                path: pathAround(text, found.index, found[0]),
                manager,
              }),
            ];
      }),
    ),
  );

/** The whole path that a piece of it stands in. */
const pathAround = (text: string, index: number, piece: string): string =>
  (/[^\s:'"=]*$/.exec(text.slice(0, index))?.[0] ?? '') + piece;

function textsOf({
  command,
  pre,
  path,
  env,
  placeOf,
  environment,
}: Service): readonly (readonly [string, Place])[] {
  return [
    ...(command.kind === 'simple' ? command.words : [command.script]).map(
      (text) => [text, placeOf(['command'])] as const,
    ),
    ...pre.map(({ script }, index) => [script, placeOf(['pre', index])] as const),
    ...path.map((text) => [text, environment.placeOf(['path'])] as const),
    ...[...env.values()].map(({ value, at }) => [value, at] as const),
  ];
}
