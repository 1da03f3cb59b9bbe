import { BORDER } from './border.js';
import { ESCAPES } from './escapes.js';
import { EXHAUSTION } from './exhaustion.js';
import { NATIVE } from './native.js';

export { type Attack, bundleOf } from './attack.js';

/** The corpus by group. A new way to attack becomes a row here first. */
export const ATTACKS = { ...EXHAUSTION, ...NATIVE, ...BORDER, ...ESCAPES };
