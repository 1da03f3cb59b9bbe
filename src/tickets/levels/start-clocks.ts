import { dueAt, end, follow, type Level, start, type TicketClock } from '../clocks/clock.js';
import { policyOf, type Queries, readClocks, writeClock } from '../clocks/clock-rows.js';

/**
 * Sets the clocks to what a level promises. A clock that exists goes on with its first start and the time that was used; the
 * assistant's ends where a person is owed.
 *
 * @returns when the answer is promised for
 */
export async function promiseLevel(
  client: Queries,
  ticket: { readonly id: string; readonly tier: string },
  level: Level,
  at: number,
): Promise<number> {
  const policy = await policyOf(client, level, ticket.tier);
  const clocks = await readClocks(client, ticket.id);
  const same = clocks.find(({ clock }) => clock === policy.clock);
  const running: TicketClock = same ? follow(same, policy, at) : start(policy, at);
  await writeClock(client, ticket.id, running);
  for (const clock of clocks) if (clock.clock !== policy.clock) await writeClock(client, ticket.id, end(clock, at));
  return dueAt(running) ?? at;
}
