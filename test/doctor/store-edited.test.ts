import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { environmentFindings } from '../../src/doctor/environment-rules.ts';
import type { EnvironmentExam } from '../../src/doctor/examine.ts';
import type { Raw } from '../../src/doctor/raw.ts';
import { examineStore } from '../../src/doctor/store-exam.ts';
import { readGeneration, writeGeneration } from '../../src/install/store.ts';
import { installShop, shopBundle } from '../host/shop.ts';

/** What is said once these files of a generation have been added to. */
function foundAfter(...edited: readonly string[]): readonly Raw[] {
  const { paths } = installShop();
  const { manifest, files } = shopBundle(`EnvironmentFile=${paths.current}/env/shop-web.env`);
  const all = { ...manifest, files: [...manifest.files, 'env/shop-web.env', 'tmpfiles.conf'] };
  writeGeneration(paths, 7, {
    manifest: all,
    files: new Map([
      ...files,
      ['tsm.json', JSON.stringify(all)],
      ['env/shop-web.env', ''],
      ['tmpfiles.conf', ''],
    ]),
  });
  for (const file of edited) appendFileSync(join(paths.generations, '7', file), '# edited\n');
  const bundle = readGeneration(paths, 7);
  if (bundle === undefined) throw new Error('the generation cannot be read');
  const store = examineStore(paths, 7, bundle, 0);
  const system = { paths, generation: 7, links: new Map(), units: new Map() };
  return environmentFindings({
    facts: { name: 'live', now: Date.now(), system },
    bundle,
    store,
    isInstalled: false,
    units: [],
    directories: [],
    lostMounts: [],
    unknown: [],
  } as object as EnvironmentExam);
}

test('as it was written, nothing is said', () => {
  expect(foundAfter()).toEqual([]);
});

test('regression: it was not said which units an edit in the store is about', () => {
  expect(foundAfter('shop.service')).toMatchObject([{ code: 'store-edited', units: ['shop.service'] }]);
  expect(foundAfter('shop.service')[0]?.what).toMatch(
    /^generation 7 was edited in place: \S+\/7\/shop\.service$/,
  );
});

test('an edited file of variables is about the service that reads it', () => {
  expect(foundAfter('env/shop-web.env')).toMatchObject([{ units: ['shop-web.service'] }]);
});

test('a file that no unit reads explains nothing of any', () => {
  expect(foundAfter('tmpfiles.conf')).toMatchObject([{ code: 'store-edited', units: [], explains: [] }]);
});
