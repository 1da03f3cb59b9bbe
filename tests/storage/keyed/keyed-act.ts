import type { Holder, KeyedWorld } from './keyed-world.js';

/** One mutation that takes an idempotency key: a row of the table that `keyed-mutations.test.ts` goes through. */
export interface KeyedAct {
  /** Makes one who may do it. */
  readonly holder: (world: KeyedWorld) => Promise<Holder>;
  /** Makes what they say, with whatever must be there before; each time about something else. */
  readonly input: (world: KeyedWorld, holder: Holder) => Promise<Readonly<Record<string, unknown>>>;
  /** What is changed to say something else under the same key; left out where another input of the same making does. */
  readonly otherwise?: Readonly<Record<string, unknown>>;
  /** What is read of the answer. */
  readonly answer: string;
  /** Rows that the first time adds, by table, and no repetition. */
  readonly adds: Readonly<Record<string, number>>;
}

export type KeyedActs = Readonly<Record<string, KeyedAct>>;
