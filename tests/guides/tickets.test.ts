import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { root } from '../support/run-openfolio.js';
import { createTicketWorld, type TicketWorld } from '../tickets/ticket-world.js';
import { fencedBlocks } from './fenced-blocks.js';

let world: TicketWorld;
beforeAll(async () => {
  world = await createTicketWorld();
});
afterAll(() => world?.close());

test('the guide of tickets does what it says, from top to bottom', async () => {
  const { grantId } = await world.staff();
  const blocks = fencedBlocks(readFileSync(join(root, 'docs/guides/tickets.md'), 'utf8'));
  let ticket: string | undefined;
  for (const [index, { language, words, text }] of blocks.entries()) {
    if (language !== 'graphql') continue;
    const variables = ticket === undefined ? {} : { ticket };
    const answer = await world.data<{ openTicket?: { ticket: { id: string } } }>(
      text,
      variables,
      words.includes('staff') ? grantId : world.annaGrant,
    );
    ticket ??= answer.openTicket?.ticket.id;
    const says = blocks[index + 1];
    if (says?.words.includes('answer')) expect(answer).toMatchObject(JSON.parse(says.text) as object);
    else expect(JSON.stringify(answer)).not.toMatch(/"userErrors":\[\{/);
  }
  expect(ticket).toBeDefined();
});
