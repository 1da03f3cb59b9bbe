import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createOperationWorld, type OperationWorld } from '../operation-world.js';
import { CAUSES, recordsOf, runAs } from './as-cause.js';
import { openProbe, SECRET } from './probe-schema.js';

let world: OperationWorld;
beforeAll(async () => {
  world = await createOperationWorld();
});
afterAll(() => world?.close());

describe.each(CAUSES)('%s', (cause) => {
  test.each(['broken', 'brokenOddly', 'brokenForGood', 'brokenStatement'])(
    '%s: INTERNAL without internals, logged once with its cause',
    async (field) => {
      const { run } = await openProbe(world);
      const grantId = await world.grant({ customer: world.anna });
      world.unexpected.length = 0;
      const outcome = await runAs(world, cause, `{ fine ${field} }`, { grantId, run });
      expect(outcome).toMatchObject({
        kind: 'answered',
        json: field === 'brokenForGood' ? null : `{"fine":"fine","${field}":null}`,
        errors: [{ path: [field], extensions: { code: 'INTERNAL' } }],
      });
      expect(JSON.stringify(outcome)).not.toMatch(
        /ECONNREFUSED|TypeError|password|secret of a row|invalid input syntax|\.ts/,
      );
      expect(world.unexpected).toHaveLength(1);
      expect(await recordsOf(world, grantId)).toMatchObject([{ outcome: 'INTERNAL' }]);
    },
  );

  test('a public refusal keeps code, text and place, loses its cause, and is no incident', async () => {
    const { run } = await openProbe(world);
    const grantId = await world.grant({ customer: world.anna });
    world.unexpected.length = 0;
    const outcome = await runAs(world, cause, '{ other: refusing }', { grantId, run });
    expect(outcome).toMatchObject({
      errors: [
        {
          message: 'Nothing with this id can be read under this grant.',
          path: ['other'],
          extensions: { code: 'NOT_FOUND' },
        },
      ],
    });
    expect(JSON.stringify(outcome)).not.toContain(SECRET);
    expect(world.unexpected).toEqual([]);
    expect(await recordsOf(world, grantId)).toMatchObject([{ outcome: 'NOT_FOUND' }]);
  });
});
