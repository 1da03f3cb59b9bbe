import { AnswerCampaign } from '../../../src/campaigns/index.js';
import { newId } from '../../../src/kernel/ids.js';
import type { KeyedActs } from './keyed-act.js';
import type { Holder, KeyedWorld } from './keyed-world.js';

const staff = (role: string) => (world: KeyedWorld) => world.staff(role);

/** A new app of the publisher that is restricted. @returns the case's id as this holder sees it */
export async function restrictedCase(world: KeyedWorld, holder: Holder): Promise<string> {
  const caseId = newId();
  await world.ops.query(
    `INSERT INTO vigilance_case (id, app_id, step, state, opened_at, step_at, last_finding_at) VALUES ($1, $2, 'RESTRICTED', 'OPEN', now(), now(), now())`,
    [caseId, await world.app()],
  );
  return world.id(holder, 'case', caseId);
}

async function ticket(world: KeyedWorld, holder: Holder): Promise<string> {
  const customer = await world.customer();
  const text = world.text('The figures of my statement are wrong');
  return world.id(holder, 'tkt', world.uuid(customer, await world.made(customer, 'openTicket', 'ticket', { text })));
}

async function privacyRequest(world: KeyedWorld, holder: Holder): Promise<string> {
  const customer = await world.page();
  const id = await world.made(customer, 'requestPrivacy', 'request', { kind: 'EXPORT' });
  return world.id(holder, 'pvr', world.uuid(customer, id));
}

const exported = (world: KeyedWorld) => ({
  from: '2020-01-01T00:00:00Z',
  to: '2026-01-01T00:00:00Z',
  reason: world.text('Inquiry of the securities regulator, number'),
});

async function campaignOf(world: KeyedWorld) {
  return {
    name: world.text('With partners'),
    topic: 'CARE',
    controlPercent: 0,
    trigger: { kind: 'SCHEDULE', at: '2020-03-13T00:00:00+08:00' },
    variants: [{ label: 'A', weight: 1, text: '我们在这里陪您' }],
  };
}

const campaign = async (world: KeyedWorld, holder: Holder) =>
  world.made(holder, 'createCampaign', 'campaign', await campaignOf(world));

/** In the air to 5 %: written by one person, approved by another. */
async function released(world: KeyedWorld): Promise<string> {
  const [author, second] = [await world.staff('CAMPAIGN_MANAGER'), await world.staff('CAMPAIGN_MANAGER')];
  const id = await campaign(world, author);
  await world.made(author, 'submitCampaign', 'campaign', { id });
  for (const act of ['approveCampaign', 'releaseCampaign']) await world.made(second, act, 'campaign', { id });
  return id;
}

/** A partner's words that wait for a person, about a message that was placed in its feed. */
async function waitingAnswer(world: KeyedWorld, holder: Holder): Promise<string> {
  const author = await world.staff('CAMPAIGN_MANAGER');
  const campaignId = world.uuid(author, await campaign(world, author));
  const { customer } = await world.customer();
  const [appId, touchId] = [await world.app(), newId()];
  await world.ops.query(TOUCHED, [campaignId, touchId, customer?.id, appId]);
  const said = { appId, touchId, kind: 'CONTENT', text: '销量第一的音乐会员' } as const;
  const { answerId, status } = await new AnswerCampaign({ pool: world.ops, clock: world.registry.clock }).answer(said);
  if (status !== 'WAITING') throw new Error(`Nobody has to decide about it: ${status}`);
  return world.id(holder, 'cma', answerId);
}

const TOUCHED = `
WITH told AS (INSERT INTO event (id, type, customer_id, data, occurred_at) VALUES (gen_random_uuid(), 'campaign.care', $3::uuid, '{}', '1999-01-01') RETURNING id),
  placed AS (INSERT INTO event_feed_entry (app_id, position, event_id, customer_id) SELECT $4::uuid, 1, id, $3::uuid FROM told)
INSERT INTO campaign_touch (id, campaign_id, firing_id, customer_id, bucket, state, due_at, told_at, event_id)
SELECT $2::uuid, $1::uuid, gen_random_uuid(), $3::uuid, 0, 'TOLD', now(), now(), id FROM told`;

async function publisher(world: KeyedWorld): Promise<string> {
  const slug = world.text('partner').replace(' ', '-');
  await world.ops.query('INSERT INTO publisher (id, slug, name, created_at) VALUES ($1, $2, $2, now())', [
    newId(),
    slug,
  ]);
  return slug;
}

/** What staff and members of publishers do at their desks. */
export const DESK_ACTS: KeyedActs = {
  appealCase: {
    holder: (world) => world.member(),
    input: async (world, holder) => ({
      caseId: await restrictedCase(world, holder),
      text: 'Our cache held ids of deleted accounts.',
    }),
    otherwise: { text: 'Our cache held ids of accounts that were deleted.' },
    answer: 'case { id appeals { text state } }',
    adds: { event: 1, vigilance_appeal: 1 },
  },
  decideCase: {
    holder: staff('SECURITY'),
    input: async (world, holder) => ({
      caseId: await restrictedCase(world, holder),
      verdict: 'LIFT',
      reason: 'Explained and mended.',
    }),
    otherwise: { verdict: 'UPHOLD' },
    answer: 'decision case { id state liftReason }',
    adds: { event: 1 },
  },
  decidePrivacyRequest: {
    holder: staff('PRIVACY'),
    input: async (world, holder) => ({ id: await privacyRequest(world, holder) }),
    otherwise: { refusal: 'We could not make sure that it is you.' },
    answer: 'request { id state reason }',
    adds: { event: 1 },
  },
  requestRecordExport: {
    holder: staff('COMPLIANCE'),
    input: async (world) => exported(world),
    answer: 'export { id state reason }',
    adds: { event: 1, record_export: 1 },
  },
  decideRecordExport: {
    holder: staff('COMPLIANCE'),
    input: async (world) => {
      const exportId = await world.made(
        await world.staff('COMPLIANCE'),
        'requestRecordExport',
        'export',
        exported(world),
      );
      return { exportId, approve: true };
    },
    otherwise: { approve: false },
    answer: 'export { id state }',
    adds: { event: 1 },
  },
  replyToTicket: {
    holder: staff('SUPPORT'),
    input: async (world, holder) => ({ ticketId: await ticket(world, holder), text: 'It was an error of ours.' }),
    otherwise: { text: 'It was no error of ours.' },
    answer: 'ticket { id status }',
    adds: { event: 1, ticket_message: 1 },
  },
  addTicketNote: {
    holder: staff('SUPPORT'),
    input: async (world, holder) => ({ ticketId: await ticket(world, holder), text: 'Called back at noon.' }),
    otherwise: { text: 'Called back at one.' },
    answer: 'ticket { id status }',
    adds: { ticket_note: 1 },
  },
  createCampaign: {
    holder: staff('CAMPAIGN_MANAGER'),
    input: campaignOf,
    answer: 'campaign { id name state }',
    adds: { campaign: 1, campaign_act: 1, campaign_variant: 1, event: 1 },
  },
  editCampaign: {
    holder: staff('CAMPAIGN_MANAGER'),
    input: async (world, holder) => ({ id: await campaign(world, holder), name: 'With all partners' }),
    otherwise: { name: 'With no partners' },
    answer: 'campaign { id name state }',
    adds: { campaign_act: 1, campaign_variant: 1, event: 1 },
  },
  widenCampaign: {
    holder: staff('CAMPAIGN_MANAGER'),
    input: async (world) => ({ id: await released(world) }),
    answer: 'campaign { id state stagePercent }',
    adds: { campaign_act: 1, event: 1 },
  },
  allowCampaignTopics: {
    holder: staff('REVIEWER'),
    input: async (world) => ({
      publisher: await publisher(world),
      topics: ['CARE'],
      reason: 'Their contract says so.',
    }),
    otherwise: { topics: ['CARE', 'EDUCATION'] },
    answer: 'topics { topic allowed allowedAt }',
    adds: { publisher_scope: 1, publisher_scope_act: 1 },
  },
  decideCampaignAnswer: {
    holder: staff('REVIEWER'),
    input: async (world, holder) => ({
      id: await waitingAnswer(world, holder),
      decision: 'APPROVED',
      reason: 'Said with care.',
    }),
    otherwise: { decision: 'REJECTED' },
    answer: 'answer { id status }',
    adds: { copy_decision: 1, event: 2, live_copy: 1 },
  },
};
