import { expect, test } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import type { OperationRecord } from '../../src/operation/index.js';
import { ActivityBuffer, type Look, type RecordActivity } from '../../src/profiles/index.js';

const AT = Date.parse('2026-11-28T12:10:00Z');
const INSTRUMENT = newId();

function record(more: Partial<OperationRecord> = {}): OperationRecord {
  return {
    id: newId(),
    at: AT,
    cause: 'LIVE',
    causeId: null,
    actorId: null,
    grantId: newId(),
    appId: newId(),
    customerId: newId(),
    personId: null,
    operationHash: '',
    operationName: null,
    fields: [],
    rowCounts: { Instrument: 1 },
    costRequested: 1,
    costActual: 1,
    durationUs: 1,
    outcome: 'OK',
    ...more,
  };
}
const naming = (...named: string[]) => ({ idsAsked: named.length, idsMissed: 0, named });

class Kept implements Pick<RecordActivity, 'record'> {
  readonly looks: Look[] = [];
  logIns = 0;
  fails = false;
  async record({ logIns = [], looks = [] }: Parameters<RecordActivity['record']>[0]): Promise<void> {
    if (this.fails) throw new Error('the database is away');
    this.logIns += logIns.length;
    this.looks.push(...looks);
  }
}

test.each([
  ['a hook', { cause: 'HOOK' }],
  ['a plugin', { cause: 'PLUGIN' }],
  ['an app on its own', { customerId: null }],
  ['somebody of the staff', { personId: newId() }],
  ['a refused operation', { outcome: 'MISSING_SCOPE' }],
  ['an operation that read nothing of an instrument', { rowCounts: { Customer: 1 } }],
] as const)('%s is no look of a customer', async (_what, more) => {
  const kept = new Kept();
  const buffer = new ActivityBuffer({ record: kept });
  buffer.observe(record(more), naming(INSTRUMENT));
  await buffer.flush();
  expect(kept.looks).toEqual([]);
});

test('a look that could not be added is added the next time, once; what an app asks within an hour is one', async () => {
  const kept = new Kept();
  const buffer = new ActivityBuffer({ record: kept });
  const looked = record();
  for (let n = 0; n < 1000; n += 1) buffer.observe({ ...looked, at: AT + n }, naming(INSTRUMENT));
  buffer.customerPresent(newId(), AT);
  kept.fails = true;
  await expect(buffer.flush()).rejects.toThrow('away');
  kept.fails = false;
  buffer.observe(looked, naming(INSTRUMENT));
  await buffer.flush();
  await buffer.flush();
  expect(kept.looks).toEqual([{ customerId: looked.customerId, named: [INSTRUMENT], at: AT }]);
  expect(kept.logIns).toBe(1);
});

test('a list, and a flood, cost no memory without bound', async () => {
  const kept = new Kept();
  const buffer = new ActivityBuffer({ record: kept, entriesMax: 10 });
  buffer.observe(record(), naming(...Array.from({ length: 20 }, newId)));
  for (let n = 0; n < 100; n += 1) buffer.observe(record(), naming(INSTRUMENT));
  await buffer.flush();
  expect(kept.looks).toHaveLength(10);
});
