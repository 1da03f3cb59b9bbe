import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createJourneyWorld, type JourneyWorld } from './journey-world.js';

let world: JourneyWorld;
beforeAll(async () => {
  world = await createJourneyWorld();
}, 60_000);
afterAll(() => world?.close());

const CREATE = `mutation { createCampaign(input: { name: "Care", topic: CARE, controlPercent: 0, trigger: { kind: SCHEDULE, at: "2020-03-13T00:00:00+08:00" },
  variants: [{ label: "A", weight: 1, text: "我们在这里陪您" }] }) { campaign { id } userErrors { code } } }`;
const act = (name: string) =>
  `mutation($id: ID!) { ${name}(input: { id: $id }) { campaign { state } userErrors { code } } }`;

interface Message {
  readonly campaignId: string;
  readonly customerId: string;
}

/** What the partner was given, once it stands in its feed. */
async function told(count: number): Promise<Message[]> {
  const query = '{ events(first: 20) { edges { node { campaignMessage { campaignId customerId } } } } }';
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
    const { events } = await world.data<{ events: { edges: { node: { campaignMessage: Message | null } }[] } }>(query);
    const messages = events.edges.flatMap(({ node }) => node.campaignMessage ?? []);
    if (messages.length >= count) return messages.slice(0, count);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('No message was placed in the feed');
}

test('customers who rate their tickets about a campaign badly, through the door, halt it', async () => {
  const created = await world.data<{ createCampaign: { campaign: { id: string } } }>(CREATE, {}, world.staff.ada);
  const { id } = created.createCampaign.campaign;
  await world.data(act('submitCampaign'), { id }, world.staff.ada);
  for (const name of ['approveCampaign', 'releaseCampaign', 'widenCampaign', 'widenCampaign'])
    await world.data(act(name), { id }, world.staff.ben);
  await world.campaignWorker.step();
  for (const [index, { campaignId, customerId }] of (await told(5)).entries()) {
    const consent = await world.consentOf(customerId);
    const opened = await world.data<{ openTicket: { ticket: { id: string } } }>(
      'mutation($c: ID!) { openTicket(input: { text: "What did this message mean?", campaignId: $c }) { ticket { id } } }',
      { c: campaignId },
      consent,
    );
    const { id: ticketId } = opened.openTicket.ticket;
    const answers = await world.data<Record<string, { userErrors: unknown[] }>>(
      `mutation($t: ID!) { closeTicket(input: { ticketId: $t }) { userErrors { code } }
        rateTicket(input: { ticketId: $t, satisfaction: 2 }) { userErrors { code } } }`,
      { t: ticketId },
      consent,
    );
    expect(answers).toEqual({ closeTicket: { userErrors: [] }, rateTicket: { userErrors: [] } });
    const { halted } = await world.campaignWorker.step();
    expect(halted).toHaveLength(index === 4 ? 1 : 0);
  }
  const seen = await world.data(
    'query($id: ID!) { campaign(id: $id) { state stateReason figures { rating complaints } } }',
    { id },
    world.staff.ada,
  );
  expect(seen).toEqual({
    campaign: {
      state: 'HALTED',
      stateReason: 'satisfaction: 25.0 of 100 over 5 answers',
      figures: { rating: 25, complaints: 0 },
    },
  });
});
