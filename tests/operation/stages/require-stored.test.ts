import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createOperationWorld, type OperationWorld } from '../operation-world.js';
import { codeOf, recordsOf, runAs } from './as-cause.js';

let world: OperationWorld;
beforeAll(async () => {
  world = await createOperationWorld();
});
afterAll(() => world?.close());

test.each(['STORED', 'HOOK', 'PLUGIN'] as const)(
  '%s: a text that was never stored is refused and recorded; stored, it runs',
  async (kind) => {
    const grantId = await world.grant({ customer: world.anna });
    const source = `query ${kind} { viewer { tier } }`;
    const attempt = { source, grantId, cause: { kind } };
    expect(codeOf(await world.run(attempt))).toBe('DOCUMENT_NOT_STORED');
    expect(codeOf(await runAs(world, kind, source, { grantId }))).toBe('OK');
    expect(codeOf(await world.run({ ...attempt, source: `${source} ` }))).toBe('DOCUMENT_NOT_STORED');
    expect((await recordsOf(world, grantId)).map(({ outcome, cost_actual }) => [outcome, cost_actual])).toEqual([
      ['DOCUMENT_NOT_STORED', 0],
      ['OK', 1],
      ['DOCUMENT_NOT_STORED', 0],
    ]);
  },
);

test('LIVE: any text runs', async () => {
  const grantId = await world.grant({ customer: world.anna });
  const source = 'query NeverStored { viewer { tier } }';
  expect(codeOf(await world.run({ source, grantId, cause: { kind: 'LIVE' } }))).toBe('OK');
});

test('a stored text that is changed in the database afterwards is impossible', async () => {
  await world.parts.documents.store('{ viewer { id } }');
  await expect(world.database.ops.query("UPDATE stored_document SET source = '{ accounts }'")).rejects.toThrow();
  await expect(world.database.app.query('DELETE FROM stored_document')).rejects.toThrow();
});
