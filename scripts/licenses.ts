import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Chunk {
  readonly moduleIds?: readonly string[];
}

interface Output {
  readonly emitFile: (file: { type: 'asset'; fileName: string; source: string }) => unknown;
}

/** Packages whose code is in the built files go with their licences, which is what these ask for. */
export const licenses = {
  name: 'licenses',
  generateBundle(this: Output, _options: unknown, bundle: Readonly<Record<string, Chunk>>): void {
    const modules = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds);
    const folders = new Set(
      modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []),
    );
    const source = [...folders].map(licenseOf).sort().join('\n');
    this.emitFile({ type: 'asset', fileName: 'licenses.txt', source });
  },
};

function licenseOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const file = existsSync(folder) ? readdirSync(folder).find((one) => /^licen[cs]e/i.test(one)) : undefined;
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim();
  return `${name} ${version} (${license ?? 'see below'})\n\n${text}\n\n${'-'.repeat(80)}\n`;
}
