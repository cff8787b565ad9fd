/** Where a config may be, in the order in which it is looked for. */
export const CONFIG_NAMES = [
  'tsm.config.ts',
  'tsm.config.mts',
  'tsm.config.js',
  'tsm.config.mjs',
  'tsm.config.cjs',
  'tsm.config.json',
  'tsm.config.yaml',
  'tsm.config.yml',
  'package.json',
];

/** Descriptions of other tools, which `tsm import` reads. */
export const FOREIGN_FILES = [
  'Procfile',
  'ecosystem.config.js',
  'ecosystem.config.cjs',
  'ecosystem.config.mjs',
  'ecosystem.config.json',
  'ecosystem.config.yaml',
  'ecosystem.config.yml',
  'ecosystem.json',
  'ecosystem.yaml',
  'ecosystem.yml',
  'pm2.config.js',
  'pm2.config.cjs',
  'pm2.json',
  'tsm/env.toml',
];
