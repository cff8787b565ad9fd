import { error } from '../entry.ts';

export const tsmfileCatalog = {};
