import type { Code, DoctorCode } from './code.ts';
import { NEED_CODES } from './need-codes.ts';
import { STATE_CODES } from './state-codes.ts';
import { STORE_CODES } from './store-codes.ts';

/** In the order in which causes are told, among those that weigh the same. */
export const CODES: Readonly<Record<DoctorCode, Code>> = { ...STORE_CODES, ...NEED_CODES, ...STATE_CODES };

const RANK = new Map(Object.keys(CODES).map((code, index) => [code, index]));

/** Place among findings that weigh the same. */
export const rankOf = (code: DoctorCode): number => RANK.get(code as string) ?? 0;
