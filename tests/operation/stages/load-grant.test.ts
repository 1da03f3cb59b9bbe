import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../../src/kernel/ids.js';
import { createOperationWorld, type OperationWorld } from '../operation-world.js';
import { CAUSES, codeOf, recordsOf, runAs } from './as-cause.js';

const SOURCE = '{ viewer { tier } }';
let world: OperationWorld;
beforeAll(async () => {
  world = await createOperationWorld();
});
afterAll(() => world?.close());

describe.each(CAUSES)('%s', (cause) => {
  test.each<[string, (world: OperationWorld) => Promise<string>]>([
    ['unknown', async () => newId()],
    ['no id at all', async () => "' OR true --"],
    ['expired', ({ grant, anna }) => grant({ customer: anna, expiresIn: '-1 second' })],
    ['revoked', ({ grant, anna }) => grant({ customer: anna, revoked: true })],
    [
      'of a suspended app',
      async ({ grant, anna, newApp }) => grant({ customer: anna, appId: await newApp('SUSPENDED') }),
    ],
  ])('a grant that is %s answers GRANT_NOT_ACTIVE and nothing else', async (_what, make) => {
    const grantId = await make(world);
    const outcome = await runAs(world, cause, SOURCE, { grantId });
    expect(outcome).toMatchObject({
      kind: 'refused',
      error: {
        code: 'GRANT_NOT_ACTIVE',
        extensions: {},
        message: expect.stringContaining('revoked, expired or unknown'),
      },
      cost: { requested: 0, actual: 0, throttle: null },
    });
  });

  test('a grant that the customer revokes after its first use ends within five seconds, for all that runs after it', async () => {
    const grantId = await world.grant({ customer: world.anna });
    expect(codeOf(await runAs(world, cause, SOURCE, { grantId }))).toBe('OK');
    await world.database.identity.query('UPDATE access_grant SET revoked_at = now() WHERE id = $1', [grantId]);
    await world.database.identity.query('INSERT INTO grant_revocation (grant_id, at) VALUES ($1, now())', [grantId]);
    const deadline = Date.now() + 5_000;
    let code = 'OK';
    while (code === 'OK' && Date.now() < deadline) code = codeOf(await runAs(world, cause, SOURCE, { grantId }));
    expect(code).toBe('GRANT_NOT_ACTIVE');
  });

  test('effective rights are the consent cut by what the app may ask for at all', async () => {
    const appId = await world.newApp();
    await world.database.ops.query("UPDATE app SET scope_ceiling = '{accounts:read}' WHERE id = $1", [appId]);
    const grantId = await world.grant({ customer: world.anna, appId });
    expect(codeOf(await runAs(world, cause, '{ accounts(first: 1) { edges { cursor } } }', { grantId }))).toBe('OK');
    expect(codeOf(await runAs(world, cause, SOURCE, { grantId }))).toBe('MISSING_SCOPE');
    expect((await recordsOf(world, grantId)).map(({ outcome }) => outcome)).toEqual(['OK', 'MISSING_SCOPE']);
  });
});
