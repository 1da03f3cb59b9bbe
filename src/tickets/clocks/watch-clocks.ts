import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { inTransaction } from '../../storage/index.js';
import { passOn } from '../acts/pass-on.js';
import { tell } from '../tell.js';
import { lockTicket, writeTicket } from '../ticket-row.js';
import { dueAt, type TicketClock, tick } from './clock.js';
import { type ClockRow, toClock, writeClock } from './clock-rows.js';

export interface WatchClocksParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly batchMax?: number;
}

/**
 * Tells of promises that are near their end or broken. What is due stands in the clocks' own rows, so nothing is forgotten over a
 * restart, and any number of processes may look: a ticket that another one holds is left to it.
 */
export class WatchClocks {
  readonly #parts: WatchClocksParts;

  constructor(parts: WatchClocksParts) {
    this.#parts = parts;
  }

  /** Deals with all that is due. @returns how many warnings and breaches were told */
  async step(): Promise<number> {
    let told = 0;
    for (;;) {
      const due = await this.#due();
      for (const ticketId of due) told += await this.#look(ticketId);
      if (due.length < (this.#parts.batchMax ?? 200)) return told;
    }
  }

  async #due(): Promise<string[]> {
    const { pool, clock, batchMax = 200 } = this.#parts;
    const { rows } = await pool.query<{ ticket_id: string }>({
      name: 'ticket_clocks_due',
      text: `SELECT DISTINCT ticket_id FROM (SELECT ticket_id FROM ticket_clock WHERE state = 'RUNNING' AND next_at IS NOT NULL AND next_at <= $1
             ORDER BY next_at LIMIT $2) due`,
      values: [new Date(clock.now()), batchMax],
    });
    return rows.map(({ ticket_id: id }) => id);
  }

  #look(ticketId: string): Promise<number> {
    const { pool, clock } = this.#parts;
    return inTransaction(pool, async (client) => {
      const { rows } = await client.query<ClockRow>({
        name: 'ticket_clocks_claim',
        text: `SELECT c.*, c.kind AS clock FROM ticket_clock c JOIN ticket t ON t.id = c.ticket_id
               WHERE c.ticket_id = $1 AND c.state = 'RUNNING' AND c.next_at <= $2 FOR UPDATE OF t SKIP LOCKED`,
        values: [ticketId, new Date(clock.now())],
      });
      let told = 0;
      for (const row of rows) told += await tellOf(client, ticketId, toClock(row), clock.now());
      return told;
    });
  }
}

async function tellOf(client: pg.PoolClient, ticketId: string, running: TicketClock, at: number): Promise<number> {
  const { clock, tell: what } = tick(running, at);
  if (what === null) return 0;
  const ticket = await lockTicket(client, { by: 'PLATFORM' }, ticketId);
  await writeClock(client, ticketId, clock);
  const data = { level: ticket.level, promisedAt: new Date(dueAt(running) ?? at).toISOString() };
  await tell(client, ticket, at, [{ type: what === 'WARNING' ? 'ticket.sla_warning' : 'ticket.breached', data }]);
  if (what === 'WARNING') return 1;
  await writeTicket(client, ticketId, ticket.status, at, { breached: true });
  // The assistant had its time, or went down with its process: the question goes to a person.
  if (clock.clock === 'ASSISTANT') {
    await passOn(client, ticket, { to: 'L2', reason: LATE[ticket.language], doer: 'PLATFORM' }, at);
  }
  return 1;
}

const LATE = { zh: '智能助手未在承诺时间内答复，转人工处理。', en: 'The assistant did not answer in time.' } as const;
