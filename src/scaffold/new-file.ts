/** Where a service file might lie so that one of the patterns finds it, the likeliest first. */
export function candidateFiles(name: string, patterns: readonly string[]): readonly string[] {
  const folders = patterns.map((pattern) =>
    pattern
      .split('/')
      .slice(0, -1)
      .filter((part) => !/[*?[\]{}()!]/.test(part))
      .join('/'),
  );
  const all = folders.flatMap((folder) =>
    folder === ''
      ? [`services/${name}.tsm`, `${name}.tsm`]
      : [`${folder}/${name}.tsm`, `${folder}/${name}/${name}.tsm`],
  );
  return [...new Set(all)];
}
