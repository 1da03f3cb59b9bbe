import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { takeBackFallen } from '../../src/campaigns/index.js';
import { DecideAnswer } from '../../src/campaigns/partners/decide-answer.js';
import { RULE_SETS, RuleSet, rescanLiveCopy } from '../../src/copy-review/index.js';
import { RULES_2026_11 } from '../../src/copy-review/rules/rules-2026-11.js';
import { HARMLESS_2026_11, NEGATION_2026_11 } from '../../src/copy-review/rules/words-2026-11.js';
import { newId } from '../../src/kernel/ids.js';
import { createJourneyWorld, type JourneyWorld } from './journey-world.js';

/** What a partner adds, what a reviewer decides about it, and what new rules do to it: all by documents. */
let world: JourneyWorld;
let messages: string[];

const CREATE = `mutation { createCampaign(input: { name: "With partners", topic: CARE, controlPercent: 0, trigger: { kind: SCHEDULE, at: "2020-03-13T00:00:00+08:00" },
  variants: [{ label: "A", weight: 1, text: "我们在这里陪您" }] }) { campaign { id } userErrors { code } } }`;
const act = (name: string) =>
  `mutation($id: ID!) { ${name}(input: { id: $id }) { campaign { state } userErrors { code } } }`;
const ANSWER = `mutation($m: ID!, $text: String!) { answerCampaign(input: { messageId: $m, kind: CONTENT, text: $text }) {
  answerId status review { textHash } userErrors { code } } }`;
const WAITING = `{ campaignAnswers(first: 50, statuses: [WAITING]) { edges { node { id text textHash status findings campaign { name } } } } }`;
const DECIDE = `mutation($input: DecideCampaignAnswerInput!) { decideCampaignAnswer(input: $input) { answer { id status } userErrors { code } } }`;
const NEWS = `{ events(last: 50) { edges { node { type data campaignAnswer { id status messageId text } } } } }`;

interface Answered {
  readonly answerId: string;
  readonly status: string;
  readonly review: { textHash: string };
}
interface News {
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly campaignAnswer: { id: string; status: string; messageId: string; text: string | null } | null;
}

beforeAll(async () => {
  world = await createJourneyWorld();
  const { dan, ben } = world.staff;
  const created = await world.data<{ createCampaign: { campaign: { id: string } } }>(CREATE, {}, dan);
  const { id } = created.createCampaign.campaign;
  await world.data(act('submitCampaign'), { id }, dan);
  for (const name of ['approveCampaign', 'releaseCampaign', 'widenCampaign', 'widenCampaign'])
    await world.data(act(name), { id }, ben);
  await world.campaignWorker.step();
  messages = await received();
}, 60_000);
afterAll(() => world?.close());

/** Messages in the partner's feed, once they are placed there. */
async function received(): Promise<string[]> {
  const query = '{ events(first: 20) { edges { node { campaignMessage { id } } } } }';
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
    const { events } = await world.data<{ events: { edges: { node: { campaignMessage: { id: string } | null } }[] } }>(
      query,
    );
    const ids = events.edges.flatMap(({ node }) => node.campaignMessage?.id ?? []);
    if (ids.length >= 10) return ids;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('No message was placed in the feed');
}

async function answer(text: string, message = messages.pop()): Promise<Answered & { m: string }> {
  const { answerCampaign } = await world.data<{ answerCampaign: Answered }>(ANSWER, { m: message, text });
  return { ...answerCampaign, m: message ?? '' };
}

async function waiting() {
  const { campaignAnswers } = await world.data<{ campaignAnswers: { edges: { node: Record<string, unknown> }[] } }>(
    WAITING,
    {},
    world.staff.cora,
  );
  return campaignAnswers.edges.map(({ node }) => node);
}

async function decide(
  answerId: string,
  decision: string,
  { by = world.staff.cora, key = newId(), reason = 'the ranking is sourced' } = {},
) {
  const input = { id: idForStaff(answerId), decision, reason, idempotencyKey: key };
  return (
    await world.data<{ decideCampaignAnswer: { answer: { status: string } | null; userErrors: { code: string }[] } }>(
      DECIDE,
      { input },
      by,
    )
  ).decideCampaignAnswer;
}

/** Ids are pairwise: staff find the answer in their own list, here by its row. */
let staffApp: string;
function idForStaff(answerId: string): string {
  const uuid = world.parts.ids.decode(world.appId, answerId)?.uuid ?? '';
  return world.parts.ids.encode(staffApp, 'cma', uuid);
}
beforeAll(async () => {
  const { rows } = await world.database.ops.query<{ id: string }>(
    'SELECT app_id AS id FROM access_grant WHERE id = $1',
    [world.staff.cora],
  );
  staffApp = rows[0]?.id ?? '';
});

async function newsOf(answerId: string, count: number): Promise<News[]> {
  for (const deadline = Date.now() + 10_000; ; ) {
    const { events } = await world.data<{ events: { edges: { node: News }[] } }>(NEWS);
    const found = events.edges.map(({ node }) => node).filter((node) => node.campaignAnswer?.id === answerId);
    if (found.length >= count || Date.now() > deadline) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('what the rules leave to a person waits in a list, is approved by a reviewer who is no author, and the partner is told', async () => {
  const text = '口碑第一的音乐会员';
  const { answerId, status, review, m } = await answer(text);
  expect(status).toBe('WAITING');
  expect(await waiting()).toContainEqual(
    expect.objectContaining({
      id: idForStaff(answerId),
      text,
      textHash: review.textHash,
      campaign: { name: 'With partners' },
    }),
  );
  await expect(decide(answerId, 'APPROVED', { by: world.staff.ada })).rejects.toMatchObject({ code: 'MISSING_SCOPE' });
  await expect(decide(answerId, 'APPROVED', { by: world.staff.dan })).rejects.toThrow('SECOND_PERSON_REQUIRED');
  expect(await decide(answerId, 'APPROVED', { reason: ' ' })).toMatchObject({
    userErrors: [{ code: 'COPY_REASON_MISSING' }],
  });
  const key = newId();
  expect(await decide(answerId, 'APPROVED', { key })).toMatchObject({ answer: { status: 'ACCEPTED' }, userErrors: [] });
  expect(await decide(answerId, 'APPROVED', { key })).toMatchObject({ answer: { status: 'ACCEPTED' }, userErrors: [] });
  expect(await decide(answerId, 'REJECTED')).toMatchObject({ userErrors: [{ code: 'COPY_DECISION_CONFLICT' }] });

  const news = await newsOf(answerId, 1);
  expect(news).toEqual([
    {
      type: 'campaign.answer_judged',
      data: {
        kind: 'CONTENT',
        status: 'ACCEPTED',
        by: 'STAFF',
        reason: 'the ranking is sourced',
        textHash: review.textHash,
        ruleSet: '2026.11.0',
      },
      campaignAnswer: { id: answerId, status: 'ACCEPTED', messageId: m, text: null },
    },
  ]);
  const { rows } = await world.database.ops.query(
    'SELECT d.decision, d.reason, r.text_hash AS hash FROM copy_decision d JOIN copy_review r ON r.id = d.review_id WHERE r.text_hash = $1',
    [review.textHash],
  );
  expect(rows).toEqual([{ decision: 'APPROVED', reason: 'the ranking is sourced', hash: review.textHash }]);
  // The same words again stand as they are; other words wait anew.
  expect(await answer(text, m)).toMatchObject({ answerId, status: 'ACCEPTED' });
  expect(await answer('销量第一的音乐会员', m)).toMatchObject({ answerId, status: 'WAITING' });
});

test('what a reviewer rejects is refused for good, with the reason', async () => {
  const { answerId } = await answer('行业第一的音箱');
  expect(await decide(answerId, 'REJECTED', { reason: 'no source for the claim' })).toMatchObject({
    answer: { status: 'REFUSED' },
  });
  expect(await newsOf(answerId, 1)).toMatchObject([
    { data: { status: 'REFUSED', by: 'STAFF', reason: 'no source for the claim' } },
  ]);
  expect(await waiting()).not.toContainEqual(expect.objectContaining({ id: idForStaff(answerId) }));
});

/** A later set that blocks 旧词 and leaves 疑词 to a person. */
const LATER = new RuleSet({
  version: '2027.01.0',
  startsAt: '2020-03-12T00:00:00+08:00',
  rules: [
    ...RULES_2026_11,
    { id: 'NEW-1', validFrom: '2020-01-01', basis: 'A new rule', source: 'OWN', block: ['旧词', '口碑第一'] },
    { id: 'NEW-2', validFrom: '2020-01-01', basis: 'A new rule', source: 'OWN', review: ['疑词'] },
  ],
  negation: NEGATION_2026_11,
  harmless: HARMLESS_2026_11,
});
const SETS = [...RULE_SETS, LATER].sort((a, b) => a.startsAtMs - b.startsAtMs);

test('words that are shown are judged again when a rule set starts: refused, waiting, or left alone, and the partner is told', async () => {
  const [falls, doubtful, stands] = [await answer('旧词一首'), await answer('疑词一首'), await answer('一首曲子')];
  for (const { status } of [falls, doubtful, stands]) expect(status).toBe('ACCEPTED');
  const scan = { pool: world.database.ops, ruleSets: SETS, onFallen: takeBackFallen };
  await rescanLiveCopy(scan, world.clock.now());
  expect(await newsOf(falls.answerId, 1)).toMatchObject([
    {
      data: { status: 'REFUSED', by: 'RULES', reason: 'PASS is BLOCK under the rules 2027.01.0' },
      campaignAnswer: { status: 'REFUSED' },
    },
  ]);
  expect(await newsOf(doubtful.answerId, 1)).toMatchObject([{ data: { status: 'WAITING', by: 'RULES' } }]);
  expect(await waiting()).toContainEqual(expect.objectContaining({ id: idForStaff(doubtful.answerId) }));
  const { rows } = await world.database.ops.query(
    "SELECT count(*)::int AS n FROM campaign_answer WHERE status = 'ACCEPTED'",
  );
  expect(rows).toEqual([{ n: 1 }]);
});

test('words that waited over a change of rules are judged by those of today: nobody can approve what they block', async () => {
  const { answerId } = await answer('口碑第一的耳机');
  const uuid = world.parts.ids.decode(world.appId, answerId)?.uuid ?? '';
  const decideAnswer = new DecideAnswer({ pool: world.database.ops, clock: world.clock, ruleSets: SETS });
  const person = { kind: 'STAFF', id: newId(), publisherId: null } as const;
  const grant = {
    id: newId(),
    appId: staffApp,
    customerId: null,
    accountIds: [],
    scopes: new Set<string>(),
    expiresAt: 0,
    person,
    consentUrl: null,
  };
  const once = { holder: 'test', act: 'decideCampaignAnswer', key: null, input: {}, now: world.clock.now() };
  await decideAnswer.decide({ grant }, { answerId: uuid, decision: 'APPROVED', reason: 'looks fine' }, once);
  expect(await newsOf(answerId, 1)).toMatchObject([{ data: { status: 'REFUSED', by: 'RULES', ruleSet: '2027.01.0' } }]);
});
