import { expect, test } from 'vitest';
import { secretReason } from '../../src/service/secrets.ts';
import { corpus } from './secrets-corpus.ts';

test('likely secrets are told from other variables', () => {
  const judged = corpus.map((one) => ({ ...one, taken: secretReason(one.name, one.value) !== undefined }));
  const shown = (list: typeof judged): string[] => list.map(({ name, value }) => `${name}=${value}`);
  const missed = judged.filter(({ secret, taken }) => secret && !taken);
  const alarms = judged.filter(({ secret, taken }) => !secret && taken);
  const secrets = judged.filter(({ secret }) => secret).length;
  const found = secrets - missed.length;
  const [recall, precision] = [found / secrets, found / (found + alarms.length)];
  const report = `${judged.length} variables, recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)}`;
  process.stdout.write(`${report}\n`);
  expect(judged.length).toBeGreaterThanOrEqual(200);
  expect(recall, `missed: ${shown(missed).join('; ')}`).toBeGreaterThanOrEqual(0.98);
  expect(precision, `false alarms: ${shown(alarms).join('; ')}`).toBeGreaterThanOrEqual(0.95);
});
