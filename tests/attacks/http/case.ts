import type { Answer, Door } from './door.js';

/** What is sent, and how it must be answered: status and code. */
export type Case = readonly [name: string, send: (door: Door) => Promise<Answer>, status: number, code: string];

/** The smallest document that runs. */
export const OK = '{ __typename }';

export const json = (value: unknown): string => JSON.stringify(value);
