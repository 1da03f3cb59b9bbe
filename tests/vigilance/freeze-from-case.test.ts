import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import { ActivityLog, HoneyTokens, LookOut } from '../../src/vigilance/index.js';
import { type Ask, createFreezeWorld, type FreezeWorld } from '../kill-switch/freeze-world.js';
import { runToEnd } from '../support/run-openfolio.js';
import { SECRET } from '../webhooks/hook-world.js';
import { APPEAL, CLOSE, CONFIRM, DECIDE, FREEZE, OWNER } from './freeze-from-case.documents.js';

const REASON = 'It tried ids of strangers with keys that are not its own.';
const LIFT = { verdict: 'LIFT', reason: 'Explained and mended, says their log.' };

type Step = 'RECORDED' | 'RESTRICTED' | 'FROZEN';
let world: FreezeWorld;
let sam: Ask;
let rita: Ask;

const one = async (sql: string, appId: string) =>
  (await world.database.ops.query<Record<string, unknown>>(sql, [appId])).rows[0];
const statusOf = async (appId: string) => (await one('SELECT status FROM app WHERE id = $1', appId))?.['status'];
const typesOf = async (appId: string) =>
  (await one('SELECT array_agg(type ORDER BY seq) AS types FROM event WHERE $1 IN (app_id, subject_id)', appId))?.[
    'types'
  ];

/** A case that the watch took to this step, and the stop carried out by the watch itself. @returns the app and the case as staff name it */
async function watched(step: Step, appId?: string): Promise<{ appId: string; caseId: string }> {
  const app = appId ?? (await world.newApp());
  const caseId = newId();
  await world.database.ops.query(
    `INSERT INTO vigilance_case (id, app_id, step, state, budget_share, opened_at, step_at, last_finding_at)
     VALUES ($1, $2, $3, 'OPEN', CASE WHEN $3 <> 'RECORDED' THEN 0.05 END, now(), now(), now())`,
    [caseId, app, step],
  );
  if (step !== 'RECORDED')
    await world.database.ops.query(
      'INSERT INTO app_standing (app_id, case_id, step, budget_share, since) VALUES ($1, $2, $3, 0.05, now())',
      [app, caseId, step],
    );
  await world.vigilance.lookOut.look();
  const { vigilanceCases } = (await sam('{ vigilanceCases(first: 1) { edges { node { id } } } }')) as {
    vigilanceCases: { edges: { node: { id: string } }[] };
  };
  return { appId: app, caseId: vigilanceCases.edges[0]?.node.id ?? '' };
}

/** What the watch does in so many days, were nothing noticed any more. */
async function daysLater(days: number): Promise<void> {
  const { ops: pool } = world.database;
  const clock = { now: () => systemClock.now() + days * 86_400_000 };
  const activity = new ActivityLog({ pool, planted: new HoneyTokens({ pool, clock }) });
  const freezer = { freeze: async () => false, release: async () => {} };
  await new LookOut({ pool, clock, activity, freezer }).look();
}

interface Frozen {
  readonly freeze: { readonly id: string; readonly state: string } | null;
  readonly userErrors: readonly { readonly code: string }[];
}
const freeze = async (ask: Ask, caseId: string, more: Record<string, unknown> = {}) =>
  (await ask(FREEZE, { input: { caseId, reason: REASON, ...more } }))['freezeFromCase'] as Frozen;
const close = (ask: Ask, freezeId: string | undefined, closing: 'RELEASE' | 'END', jwks?: string) =>
  ask(CLOSE, { input: { freezeId, closing, reason: 'The publisher showed whose keys they are.', jwks } });
const owned = async (owner: Ask) =>
  ((await owner(OWNER))['vigilanceCases'] as { edges: { node: Record<string, unknown> }[] }).edges[0]?.node;

describe('where one person is enough', () => {
  beforeAll(async () => {
    world = await createFreezeWorld('sandbox');
    [sam, rita] = [await world.staff('SECURITY'), await world.staff('SECURITY')];
  });
  afterAll(() => world?.close());

  test('one act takes an app that the watch only suspended to the full freeze: keys, hooks, secrets and tokens are gone', async () => {
    const { appId, caseId } = await watched('FROZEN', world.appId);
    expect(await statusOf(appId)).toBe('SUSPENDED');
    const keys = "SELECT jsonb_array_length(metadata->'jwks'->'keys') AS keys FROM app WHERE id = $1";
    expect(await one(keys, appId)).toEqual({ keys: 1 });
    const { freeze: frozen } = await freeze(sam, caseId);
    expect(frozen).toEqual({
      id: expect.stringMatching(/^frz_/),
      clientId: world.clientId,
      state: 'FROZEN',
      reason: REASON,
      tokensDestroyedAt: expect.any(String),
      case: { id: caseId, state: 'OPEN', step: 'FROZEN', freezeReason: REASON, freeze: { id: frozen?.id } },
    });
    expect(await one(keys, appId)).toEqual({ keys: 0 });
    expect(await one('SELECT status, paused_reason FROM hook WHERE app_id = $1', appId)).toEqual({
      status: 'PAUSED',
      paused_reason: 'FROZEN',
    });
    const tokens = "SELECT FROM oidc_model WHERE payload->>'clientId' = $1 AND kind <> 'Session'";
    expect((await world.database.identity.query(tokens, [world.clientId])).rowCount).toBe(0);
    expect(await typesOf(appId)).toEqual(
      expect.arrayContaining(['app.status_changed', 'app.freeze_proposed', 'app.frozen_by_people']),
    );
  });

  test('the owner reads why at the publisher’s desk and may appeal; the case ends with the freeze and not before', async () => {
    const { appId, caseId } = await watched('RESTRICTED');
    const owner = await world.member(appId);
    const { freeze: frozen } = await freeze(sam, caseId);
    expect(await owned(owner)).toMatchObject({ state: 'OPEN', step: 'FROZEN', freezeReason: REASON });
    const text = 'The keys are ours: they were made anew on Monday.';
    const appeal = { caseId: (await owned(owner))?.['id'], text };
    expect(await owner(APPEAL, { input: appeal })).toMatchObject({ appealCase: { userErrors: [] } });
    expect(await sam(DECIDE, { input: { caseId, ...LIFT } })).toEqual({
      decideCase: { decision: null, userErrors: [{ code: 'CASE_HELD_BY_FREEZE' }] },
    });
    await daysLater(8);
    expect(await owned(owner)).toMatchObject({ state: 'OPEN' });
    expect(await close(rita, frozen?.id, 'RELEASE')).toMatchObject({
      closeFreeze: { freeze: { state: 'RELEASED', case: { state: 'LIFTED' } }, userErrors: [] },
    });
    expect(await owned(owner)).toMatchObject({ state: 'LIFTED', appeals: [{ state: 'ACCEPTED' }] });
    expect(await one('SELECT FROM app_standing WHERE app_id = $1', appId)).toBeUndefined();
    await world.vigilance.lookOut.look();
    expect(await statusOf(appId)).toBe('APPROVED');
  });

  test('an app that is ended takes its case along, and an appeal that waits is answered', async () => {
    const { appId, caseId } = await watched('RECORDED');
    const owner = await world.member(appId);
    const { freeze: frozen } = await freeze(sam, caseId);
    const text = 'The keys are ours: they were made anew on Monday.';
    await owner(APPEAL, { input: { caseId: (await owned(owner))?.['id'], text } });
    expect(await close(rita, frozen?.id, 'END')).toMatchObject({
      closeFreeze: { freeze: { state: 'ENDED', case: { state: 'ENDED' } } },
    });
    const reason = 'The publisher showed whose keys they are.';
    expect(await owned(owner)).toMatchObject({
      state: 'ENDED',
      liftReason: reason,
      appeals: [{ state: 'REJECTED', reason }],
    });
    expect(await statusOf(appId)).toBe('DELETED');
  });

  test.each(['vigilance:decide', 'apps:suspend'])(
    'whoever lacks %s is refused, whatever they ask to see',
    async (scope) => {
      const { appId, caseId } = await watched('RESTRICTED');
      const blind = `mutation F($input: FreezeFromCaseInput!) { freezeFromCase(input: $input) { userErrors { code } } }`;
      for (const ask of [await world.staffWithout(scope, 'SECURITY'), await world.staff('SUPPORT')])
        await expect(ask(blind, { input: { caseId, reason: REASON } })).rejects.toMatchObject({
          code: 'MISSING_SCOPE',
        });
      expect(await statusOf(appId)).toBe('APPROVED');
    },
  );

  test('an operator goes the same way by the app’s client id', async () => {
    const { appId, caseId } = await watched('RESTRICTED');
    const asked = ['src/cli/main.ts', 'apps', 'freeze', appId, '--from-case', '--reason', REASON];
    const { code, stdout } = await runToEnd(asked, {
      DATABASE_URL: world.url,
      OPENFOLIO_SECRET: SECRET.toString('base64'),
    });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^FROZEN /)]);
    expect(await sam('query($id: ID!) { vigilanceCase(id: $id) { step freeze { state } } }', { id: caseId })).toEqual({
      vigilanceCase: { step: 'FROZEN', freeze: { state: 'FROZEN' } },
    });
  });

  test('a case that has ended, or an app that people froze already, is refused and stays as it is', async () => {
    const ended = await watched('RESTRICTED');
    await sam(DECIDE, { input: { caseId: ended.caseId, ...LIFT } });
    expect(await freeze(sam, ended.caseId)).toEqual({
      freeze: null,
      userErrors: [{ field: ['input', 'caseId'], code: 'CASE_NOT_FOUND' }],
    });
    expect(await statusOf(ended.appId)).toBe('APPROVED');
    const { caseId } = await watched('RESTRICTED');
    await freeze(sam, caseId);
    expect(await freeze(rita, caseId)).toEqual({
      freeze: null,
      userErrors: [{ field: ['input', 'caseId'], code: 'FREEZE_CONFLICT' }],
    });
  });

  test('a freeze that came of no case is released only after the watch’s own case is decided', async () => {
    const { appId, caseId } = await watched('FROZEN');
    const source = `mutation F($input: FreezeAppInput!) { freezeApp(input: $input) { freeze { id case { id } } } }`;
    const { freezeApp } = (await sam(source, { input: { clientId: appId, reason: REASON } })) as {
      freezeApp: { freeze: { id: string; case: unknown } };
    };
    expect(freezeApp.freeze.case).toBeNull();
    expect(await close(rita, freezeApp.freeze.id, 'RELEASE')).toEqual({
      closeFreeze: { freeze: null, userErrors: [{ code: 'FREEZE_CASE_UNDECIDED' }] },
    });
    expect(await sam(DECIDE, { input: { caseId, ...LIFT } })).toMatchObject({ decideCase: { decision: 'LIFTED' } });
    expect(await statusOf(appId)).toBe('SUSPENDED');
    expect(await close(rita, freezeApp.freeze.id, 'RELEASE')).toMatchObject({
      closeFreeze: { freeze: { state: 'RELEASED' } },
    });
    expect(await statusOf(appId)).toBe('APPROVED');
  });
});

describe('in live mode', () => {
  beforeAll(async () => {
    world = await createFreezeWorld('live');
    [sam, rita] = [await world.staff('SECURITY'), await world.staff('SECURITY')];
  });
  afterAll(() => world?.close());

  test('one proposes, which tells the owner nothing, and another confirms; the same key again is the same proposal', async () => {
    const { appId, caseId } = await watched('RESTRICTED');
    const owner = await world.member(appId);
    const proposed = await freeze(sam, caseId, { idempotencyKey: 'once' });
    expect(proposed.freeze?.state).toBe('PROPOSED');
    expect(await freeze(sam, caseId, { idempotencyKey: 'once' })).toEqual(proposed);
    expect(await owned(owner)).toMatchObject({ state: 'OPEN', step: 'RESTRICTED', freezeReason: null });
    expect(await statusOf(appId)).toBe('APPROVED');
    await daysLater(8);
    const input = { freezeId: proposed.freeze?.id };
    await expect(sam(CONFIRM, { input })).rejects.toThrow('SECOND_PERSON_REQUIRED');
    expect(await rita(CONFIRM, { input })).toEqual({
      confirmFreeze: { freeze: { state: 'FROZEN', case: { state: 'OPEN', step: 'FROZEN' } }, userErrors: [] },
    });
    expect(await owned(owner)).toMatchObject({ step: 'FROZEN', freezeReason: REASON });
    expect(await close(rita, input.freezeId, 'RELEASE')).toMatchObject({
      closeFreeze: { freeze: { state: 'FROZEN', case: { state: 'OPEN' } } },
    });
    await expect(close(rita, input.freezeId, 'RELEASE')).rejects.toThrow('SECOND_PERSON_REQUIRED');
    expect(await close(sam, input.freezeId, 'RELEASE')).toMatchObject({
      closeFreeze: { freeze: { state: 'RELEASED', case: { state: 'LIFTED' } } },
    });
    expect(await statusOf(appId)).toBe('APPROVED');
  });

  test('a proposal that is withdrawn leaves the case as it was: it may be proposed again, or lifted by two', async () => {
    const { appId, caseId } = await watched('FROZEN');
    expect(await sam(DECIDE, { input: { caseId, ...LIFT } })).toMatchObject({ decideCase: { decision: 'PROPOSED' } });
    const first = await freeze(sam, caseId);
    expect(await close(rita, first.freeze?.id, 'RELEASE')).toMatchObject({
      closeFreeze: { freeze: { state: 'WITHDRAWN', case: { state: 'OPEN' } } },
    });
    const second = await freeze(rita, caseId);
    expect(second.freeze?.state).toBe('PROPOSED');
    await close(rita, second.freeze?.id, 'RELEASE');
    // The lifting that was proposed before counts no more.
    expect(await rita(DECIDE, { input: { caseId, ...LIFT } })).toMatchObject({ decideCase: { decision: 'PROPOSED' } });
    expect(await statusOf(appId)).toBe('SUSPENDED');
    expect(await sam(DECIDE, { input: { caseId, ...LIFT } })).toMatchObject({ decideCase: { decision: 'LIFTED' } });
    expect(await statusOf(appId)).toBe('APPROVED');
  });
});
