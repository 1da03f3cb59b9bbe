import { hear, pause, type Reply } from '../clocks/clock.js';
import { type Queries, readClocks, writeClock } from '../clocks/clock-rows.js';

/** What a reply does to the clocks: it may be what was promised, and a question to the customer stops time until it is answered. */
export async function hearReply(client: Queries, ticketId: string, reply: Reply, at: number): Promise<void> {
  for (const clock of await readClocks(client, ticketId)) {
    const heard = hear(clock, reply, at);
    await writeClock(client, ticketId, reply.kind === 'QUESTION' ? pause(heard, at) : heard);
  }
}
