import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { createFreezeWorld, type FreezeWorld } from './freeze-world.js';

const FREEZE = `mutation F($input: FreezeAppInput!) { freezeApp(input: $input) {
  freeze { id state frozenAt tokensDestroyedAt } userErrors { field code } } }`;
const CONFIRM = `mutation C($input: ConfirmFreezeInput!) { confirmFreeze(input: $input) {
  freeze { state } userErrors { field code } } }`;
const CLOSE = `mutation C($input: CloseFreezeInput!) { closeFreeze(input: $input) {
  freeze { state closing } userErrors { field code } } }`;
const LEAK = `mutation L($input: ReportLeakInput!) { reportLeak(input: $input) { report {
  id clientId receiptCount customerCount documents { fields receiptCount }
  customers(first: 10) { edges { node { customerId receiptCount firstAt lastAt fields } } } } userErrors { field code } } }`;
const DRILL = `mutation D($input: LeakPeriodInput!) { drillFreeze(input: $input) { report { customerCount }
  steps { step seconds detail } userErrors { field code } } }`;
const REASON = 'Its key stands in a public repository.';

let world: FreezeWorld;
let sam: Awaited<ReturnType<FreezeWorld['staff']>>;
const period = () => ({
  clientId: world.clientId,
  from: '2020-01-01T00:00:00Z',
  to: new Date(Date.now() + 60_000).toISOString(),
});
const rows = async (sql: string) =>
  (await world.database.ops.query(sql.replace('$app', `'${world.appId}'`))).rows as unknown[];
const tokens = async () =>
  (
    await world.database.identity.query("SELECT kind FROM oidc_model WHERE payload->>'clientId' = $1 ORDER BY 1", [
      world.clientId,
    ])
  ).rows.map(({ kind }) => kind as string);
const freeze = async (ask = sam) =>
  (await ask(FREEZE, { input: { clientId: world.clientId, reason: REASON } }))['freezeApp'] as {
    freeze: { id: string; state: string } | null;
    userErrors: { code: string }[];
  };
async function newKeys(): Promise<string> {
  const { publicKey } = await generateKeyPair('ES256', { extractable: true });
  return JSON.stringify({ keys: [await exportJWK(publicKey)] });
}

describe('with one person', () => {
  beforeAll(async () => {
    world = await createFreezeWorld('sandbox');
    sam = await world.staff('SECURITY');
  });
  afterAll(() => world?.close());

  test('the leak report names each customer whose data the app read, how often and which fields, and no one else', async () => {
    expect([await world.read(), await world.read()]).toEqual(['OK', 'OK']);
    expect(await sam(LEAK, { input: period() })).toMatchObject({
      reportLeak: {
        userErrors: [],
        report: {
          clientId: world.clientId,
          receiptCount: 2,
          customerCount: 1,
          documents: [{ receiptCount: 2, fields: expect.arrayContaining(['Account.name']) }],
          customers: {
            edges: [
              {
                node: {
                  customerId: expect.stringMatching(/^cus_/),
                  receiptCount: 2,
                  fields: expect.arrayContaining(['Account.name', 'Query.accounts']),
                },
              },
            ],
          },
        },
      },
    });
  });

  test('whoever has no act for it is refused', async () => {
    const support = await world.staff('SUPPORT');
    await expect(support(LEAK, { input: period() })).rejects.toMatchObject({ code: 'MISSING_SCOPE' });
    await expect(freeze(support)).rejects.toMatchObject({ code: 'MISSING_SCOPE' });
  });

  test('a drill times all that a freeze does, and the app notices nothing', async () => {
    const state = async () => [
      await rows('SELECT status, metadata FROM app WHERE id = $app'),
      await rows('SELECT status, paused_reason FROM hook WHERE app_id = $app'),
      await rows('SELECT id, type FROM event WHERE app_id = $app'),
      await rows('SELECT count(*) FROM grant_revocation WHERE app_id = $app'),
      await tokens(),
    ];
    const before = await state();
    expect(await sam(DRILL, { input: period() })).toEqual({
      drillFreeze: {
        report: { customerCount: 1 },
        steps: ['STOP_REHEARSED', 'STOPPED_EVERYWHERE', 'TOKENS_DESTROYED', 'LEAK_REPORTED'].map((step) => ({
          step,
          seconds: expect.stringMatching(/^\d+\.\d{3}$/),
          detail: expect.any(String),
        })),
        userErrors: [],
      },
    });
    expect(await state()).toEqual(before);
    expect(await world.read()).toBe('OK');
  });

  test('a frozen app is refused at its next request; tokens, keys and secrets are gone, hooks stand still, consents stand', async () => {
    expect((await freeze()).freeze).toMatchObject({ state: 'FROZEN', tokensDestroyedAt: expect.any(String) });
    expect(await world.read()).toBe('GRANT_NOT_ACTIVE');
    expect(await tokens()).toEqual(['Session']);
    expect(await rows("SELECT metadata->'jwks'->'keys' AS keys FROM app WHERE id = $app")).toEqual([{ keys: [] }]);
    expect(await rows('SELECT status, paused_reason FROM hook WHERE app_id = $app')).toEqual([
      { status: 'PAUSED', paused_reason: 'FROZEN' },
    ]);
    expect(
      await rows(
        "SELECT FROM hook_secret s JOIN hook h ON h.id = s.hook_id WHERE h.app_id = $app AND s.sealed = '\\x00'",
      ),
    ).toEqual([]);
    expect(await rows('SELECT revoked_at FROM access_grant WHERE app_id = $app')).toEqual([{ revoked_at: null }]);
    expect((await freeze()).userErrors).toEqual([{ field: ['input', 'freezeId'], code: 'FREEZE_CONFLICT' }]);
  });

  test('no other door approves it', async () => {
    await expect(rows("UPDATE app SET status = 'APPROVED' WHERE id = $app")).rejects.toThrow('is frozen');
  });

  test('it comes back with new keys only, and its customers need not consent again', async () => {
    const found = (await sam('{ appFreezes(first: 1) { edges { node { id } } } }')) as {
      appFreezes: { edges: { node: { id: string } }[] };
    };
    const freezeId = found.appFreezes.edges[0]?.node.id;
    const close = (jwks?: string) =>
      sam(CLOSE, { input: { freezeId, closing: 'RELEASE', reason: 'The key was replaced.', jwks } });
    expect(await close()).toMatchObject({ closeFreeze: { userErrors: [{ code: 'RELEASE_KEYS_REQUIRED' }] } });
    expect(await close(await newKeys())).toEqual({
      closeFreeze: { freeze: { state: 'RELEASED', closing: 'RELEASE' }, userErrors: [] },
    });
    expect(await world.read()).toBe('OK');
  });

  test('it ends for good, with each consent, when the review says so', async () => {
    const { freeze: again } = await freeze();
    const input = { freezeId: again?.id, closing: 'END', reason: 'The publisher does not answer.' };
    expect(await sam(CLOSE, { input })).toMatchObject({ closeFreeze: { freeze: { state: 'ENDED' } } });
    expect(
      await rows('SELECT a.status, g.revoked_by FROM app a JOIN access_grant g ON g.app_id = a.id WHERE a.id = $app'),
    ).toEqual([{ status: 'DELETED', revoked_by: 'STAFF' }]);
  });
});

describe('in live mode', () => {
  beforeAll(async () => {
    world = await createFreezeWorld('live');
    sam = await world.staff('SECURITY');
  });
  afterAll(() => world?.close());

  test('one proposes and another confirms, to freeze and to release', async () => {
    const rita = await world.staff('SECURITY');
    const { freeze: proposed } = await freeze();
    expect(proposed?.state).toBe('PROPOSED');
    expect(await world.read()).toBe('OK');
    const input = { freezeId: proposed?.id };
    await expect(sam(CONFIRM, { input })).rejects.toThrow('SECOND_PERSON_REQUIRED');
    expect(await rita(CONFIRM, { input })).toEqual({ confirmFreeze: { freeze: { state: 'FROZEN' }, userErrors: [] } });
    expect(await world.read()).toBe('GRANT_NOT_ACTIVE');
    const release = { ...input, closing: 'RELEASE', reason: 'The key was replaced.', jwks: await newKeys() };
    expect(await rita(CLOSE, { input: release })).toMatchObject({
      closeFreeze: { freeze: { state: 'FROZEN', closing: 'RELEASE' } },
    });
    await expect(rita(CLOSE, { input: release })).rejects.toThrow('SECOND_PERSON_REQUIRED');
    expect(await sam(CLOSE, { input: release })).toMatchObject({ closeFreeze: { freeze: { state: 'RELEASED' } } });
    expect(await world.read()).toBe('OK');
  });
});
