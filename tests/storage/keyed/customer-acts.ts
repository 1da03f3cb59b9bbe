import type { KeyedActs } from './keyed-act.js';
import type { Holder, KeyedWorld } from './keyed-world.js';

const customer = (world: KeyedWorld) => world.customer();
const page = (world: KeyedWorld) => world.page();

const ticket = (world: KeyedWorld, holder: Holder) =>
  world.made(holder, 'openTicket', 'ticket', { text: world.text('The figures of my statement are wrong') });

async function endedTicket(world: KeyedWorld, holder: Holder): Promise<string> {
  const ticketId = await ticket(world, holder);
  return world.made(holder, 'closeTicket', 'ticket', { ticketId, solved: true });
}

const privacyRequest = (world: KeyedWorld, holder: Holder) =>
  world.made(holder, 'requestPrivacy', 'request', { kind: 'EXPORT' });

async function planOf(world: KeyedWorld, holder: Holder) {
  return {
    accountId: world.id(holder, 'acc', holder.customer?.accounts[0] ?? ''),
    name: world.text('For the house'),
    frequency: 'MONTHLY',
    startsOn: '2026-07-31',
    expiresOn: '2026-12-31',
    orders: [{ instrument: { mic: 'XSHG', symbol: await fund(world) }, amount: '1000' }],
    capTotal: '3000',
  };
}

async function fund(world: KeyedWorld): Promise<string> {
  const symbol = world.text('FUND').replace(' ', '');
  await world.ops.query(
    `INSERT INTO instrument (id, mic, symbol, name_zh, name_en, type, currency, risk_level)
     VALUES (gen_random_uuid(), 'XSHG', $1, '基金', 'Fund', 'FUND', 'CNY', 'R2')`,
    [symbol],
  );
  return symbol;
}

const plan = async (world: KeyedWorld, holder: Holder) =>
  world.made(holder, 'createInvestmentPlan', 'plan', await planOf(world, holder));

const CALL = { plugin: '@acme/holdings-total', tool: 'total', args: { first: 50 } };
const PLAN = 'plan { id status }';
const TICKET = 'ticket { id status messages(first: 9) { edges { node { author text } } } }';

/** What customers do, by themselves or through an app. */
export const CUSTOMER_ACTS: KeyedActs = {
  openTicket: {
    holder: customer,
    input: async (world) => ({ text: world.text('Where is my dividend of the year') }),
    answer: TICKET,
    adds: { event: 2, ticket: 1, ticket_classification: 1, ticket_clock: 2, ticket_handoff: 1, ticket_message: 1 },
  },
  addTicketMessage: {
    holder: customer,
    input: async (world, holder) => ({ ticketId: await ticket(world, holder), text: 'It is about March.' }),
    otherwise: { text: 'It is about April.' },
    answer: TICKET,
    adds: { event: 1, ticket_message: 1 },
  },
  attachToTicket: {
    holder: customer,
    input: async (world, holder) => ({
      ticketId: await ticket(world, holder),
      name: 'log.txt',
      mediaType: 'text/plain',
      contentBase64: Buffer.from('what I saw').toString('base64'),
    }),
    otherwise: { name: 'another.txt' },
    answer: 'attachment { id name }',
    adds: { ticket_attachment: 1 },
  },
  closeTicket: {
    holder: customer,
    input: async (world, holder) => ({ ticketId: await ticket(world, holder), solved: true }),
    otherwise: { solved: false },
    answer: TICKET,
    adds: { event: 1 },
  },
  reopenTicket: {
    holder: customer,
    input: async (world, holder) => ({ ticketId: await endedTicket(world, holder), text: 'It came back.' }),
    otherwise: { text: 'It came back twice.' },
    answer: TICKET,
    adds: { event: 1, ticket_message: 1 },
  },
  rateTicket: {
    holder: customer,
    input: async (world, holder) => ({ ticketId: await endedTicket(world, holder), satisfaction: 5 }),
    otherwise: { satisfaction: 1 },
    answer: TICKET,
    adds: { event: 1, ticket_rating: 1 },
  },
  createInvestmentPlan: {
    holder: page,
    input: planOf,
    otherwise: { name: 'For a car' },
    answer: PLAN,
    adds: { event: 1, investment_plan: 1, plan_mandate: 1, plan_mandate_line: 1 },
  },
  pauseInvestmentPlan: {
    holder: page,
    input: async (world, holder) => ({ id: await plan(world, holder) }),
    answer: PLAN,
    adds: { event: 1 },
  },
  resumeInvestmentPlan: {
    holder: page,
    input: async (world, holder) => ({
      id: await world.made(holder, 'pauseInvestmentPlan', 'plan', { id: await plan(world, holder) }),
    }),
    answer: PLAN,
    adds: { event: 1 },
  },
  stopInvestmentPlan: {
    holder: page,
    input: async (world, holder) => ({ id: await plan(world, holder) }),
    answer: PLAN,
    adds: { event: 1 },
  },
  requestPrivacy: {
    holder: page,
    input: async () => ({ kind: 'EXPORT' }),
    otherwise: { kind: 'ERASURE' },
    answer: 'request { id kind state }',
    adds: { event: 1, privacy_request: 1 },
  },
  cancelPrivacyRequest: {
    holder: page,
    input: async (world, holder) => ({ id: await privacyRequest(world, holder) }),
    answer: 'request { id kind state }',
    adds: { event: 1 },
  },
  invokePlugin: {
    holder: async (world) => {
      const holder = await world.customer();
      if (holder.customer) await world.registry.install(await world.registry.pageOf(holder.customer));
      await world.ask(holder, 'invokePlugin', 'result', CALL); // the first run of all makes the registry's key as well
      return holder;
    },
    input: async () => CALL,
    otherwise: { args: { first: 51 } },
    answer: 'result run { id status receipt }',
    adds: { plugin_run: 1, plugin_run_data: 1, plugin_usage: 1 },
  },
};
