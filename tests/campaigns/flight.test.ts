import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { takeBackFallen } from '../../src/campaigns/index.js';
import { RULE_SETS, RuleSet, rescanLiveCopy } from '../../src/copy-review/index.js';
import { RULES_2026_11 } from '../../src/copy-review/rules/rules-2026-11.js';
import { HARMLESS_2026_11, NEGATION_2026_11 } from '../../src/copy-review/rules/words-2026-11.js';
import { CARE_PLAN, CampaignWorld } from './campaign-world.js';

let world: CampaignWorld;
beforeAll(async () => {
  world = await CampaignWorld.create();
});
afterEach(() => world.silence());
afterAll(() => world?.close());

const variant = (text: string) => ({ variants: [{ label: 'A', weight: 1, text }] });

describe('four eyes', () => {
  test('neither the author nor whoever edited or handed it in may approve; another one may', async () => {
    const id = await world.write.create(CARE_PLAN, world.author);
    const editor = '0190f0f0-0000-7000-8000-000000000001';
    await world.write.edit(id, { repeatAfterDays: 7 }, editor);
    await world.approve.submit(id, world.author);
    for (const person of [world.author, editor])
      await expect(world.approve.approve(world.as(person), id)).rejects.toMatchObject({
        code: 'SECOND_PERSON_REQUIRED',
      });
    await world.approve.approve(world.as(world.second), id);
    expect(await world.stateOf(id)).toMatchObject({ state: 'APPROVED', stage: 0 });
  });

  test.each([
    ['words', variant('客服在这里')],
    ['audience', { audience: { tiers: ['MASS' as const] } }],
    ['occasion', { trigger: { kind: 'BIRTHDAY' as const } }],
  ])('editing the %s voids the approval and stops what runs', async (_what, change) => {
    const app = await world.partner();
    await world.reachable(5, app);
    const id = await world.released({}, 5);
    await world.worker().step();
    await world.write.edit(id, change, world.author);
    expect(await world.stateOf(id)).toMatchObject({ state: 'DRAFT', stage: 0 });
    expect(await world.count(id)).not.toHaveProperty('HELD');
    await expect(world.release.release(id, world.author)).rejects.toMatchObject({ code: 'CAMPAIGN_STATE_CONFLICT' });
    const { rows } = await world.pool.query('SELECT approved_hash, approved_by FROM campaign WHERE id = $1', [id]);
    expect(rows).toEqual([{ approved_hash: null, approved_by: null }]);
  });

  test('the database itself lets nothing run that was not approved as it is', async () => {
    const id = await world.write.create(CARE_PLAN, world.author);
    await expect(world.pool.query("UPDATE campaign SET state = 'RELEASED' WHERE id = $1", [id])).rejects.toThrow(
      /check constraint/,
    );
  });
});

describe('words', () => {
  test('that the rules block, or that lack the risk notice, are not taken in; the judgement stays', async () => {
    for (const [text, verdict] of [
      ['保本收益等你来', 'BLOCK'],
      ['本周基金上新', 'REQUIRE'],
    ]) {
      const id = await world.write.create({ ...CARE_PLAN, ...variant(text ?? '') }, world.author);
      await expect(world.approve.submit(id, world.author)).rejects.toMatchObject({ code: 'CAMPAIGN_COPY_REFUSED' });
      const { rows } = await world.pool.query(
        'SELECT r.verdict, r.text, r.rule_set FROM copy_review r JOIN campaign_variant v ON v.review_id = r.id WHERE v.campaign_id = $1',
        [id],
      );
      expect(rows).toEqual([{ verdict, text, rule_set: '2026.11.0' }]);
      expect(await world.stateOf(id)).toMatchObject({ state: 'DRAFT' });
    }
  });

  test('that are left to a person wait for a reviewer who is no author; the reason is kept, and decided is decided', async () => {
    const id = await world.write.create({ ...CARE_PLAN, ...variant('本组合不保本，投资有风险') }, world.author);
    await world.approve.submit(id, world.author);
    await expect(world.approve.approve(world.as(world.second), id)).rejects.toMatchObject({
      code: 'CAMPAIGN_COPY_REFUSED',
    });
    const decide = (person: string, reason: string) =>
      world.approve.decide(world.as(person), { campaignId: id, label: 'A' }, 'APPROVED', reason);
    await expect(decide(world.author, '标准否定')).rejects.toMatchObject({ code: 'SECOND_PERSON_REQUIRED' });
    await expect(decide(world.second, ' ')).rejects.toMatchObject({ code: 'COPY_REASON_MISSING' });
    await decide(world.second, '标准否定');
    await expect(decide(world.second, '再来一次')).rejects.toMatchObject({ code: 'COPY_DECISION_CONFLICT' });
    await world.approve.approve(world.as(world.second), id);
    expect(await world.stateOf(id)).toMatchObject({ state: 'APPROVED' });
  });

  test('that are live are judged again when a rule set starts: what falls halts', async () => {
    const ids = [
      await world.released({ name: 'Falls', ...variant('旧词在此') }),
      await world.released({ name: 'Stands' }),
    ];
    const later = new RuleSet({
      version: '2027.01.0',
      startsAt: '2020-03-12T00:00:00+08:00',
      rules: [
        ...RULES_2026_11,
        { id: 'NEW-1', validFrom: '2020-01-01', basis: 'A new rule', source: 'OWN', block: ['旧词'] },
      ],
      negation: NEGATION_2026_11,
      harmless: HARMLESS_2026_11,
    });
    const parts = {
      pool: world.pool,
      ruleSets: [...RULE_SETS, later].sort((a, b) => a.startsAtMs - b.startsAtMs),
      onFallen: takeBackFallen,
    };
    expect(await rescanLiveCopy(parts, Date.parse('2020-03-13T00:00:00Z'))).toBeGreaterThanOrEqual(2);
    expect(await rescanLiveCopy(parts, Date.parse('2020-03-13T00:00:00Z'))).toBe(0);
    expect(await world.stateOf(ids[0] ?? '')).toMatchObject({
      state: 'HALTED',
      reason: 'copy: PASS is BLOCK under the rules 2027.01.0',
    });
    expect(await world.stateOf(ids[1] ?? '')).toMatchObject({ state: 'RELEASED' });
  });
});

test.each([
  ['a rate above 1', { trigger: { kind: 'HOLDING_LOSS' as const, moreThan: '1.5' } }],
  ['a field of another trigger', { trigger: { kind: 'BIRTHDAY', moreThan: '0.1' } as never }],
  ['an unknown tier', { audience: { tiers: ['GOLD' as never] } }],
  ['two variants with one label', { variants: [1, 2].map(() => ({ label: 'A', weight: 1, text: '你好' })) }],
])('a plan with %s is refused', async (_what, change) => {
  await expect(world.write.create({ ...CARE_PLAN, ...change }, world.author)).rejects.toMatchObject({
    code: 'CAMPAIGN_INVALID',
  });
});

test('everything that was done stands in the log, with who did it', async () => {
  const id = await world.released({}, 25);
  await world.release.halt(id, null, 'complaints');
  const { rows } = await world.pool.query<{ act: string; to_state: string; person_id: string | null }>(
    'SELECT act, to_state, person_id FROM campaign_act WHERE campaign_id = $1 ORDER BY id',
    [id],
  );
  expect(rows.map(({ act, to_state }) => `${act} ${to_state}`)).toEqual([
    'edit DRAFT',
    'submit COPY_REVIEW',
    'approve APPROVED',
    'release RELEASED',
    'widen RELEASED',
    'halt HALTED',
  ]);
  expect(rows.map(({ person_id }) => person_id)).toEqual([
    ...Array(2).fill(world.author),
    world.second,
    ...Array(2).fill(world.author),
    null,
  ]);
});
