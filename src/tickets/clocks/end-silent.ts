import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { inTransaction } from '../../storage/index.js';
import { endTicket } from '../acts/change-ticket.js';

/** What silence means from a day on. What a ticket has waited for since before the next one's day keeps this rule. */
export interface SilencePolicy {
  /** Epoch ms. */
  readonly from: number;
  /** After so many days an answer counts as the solution. */
  readonly solvedDays: number;
  /** After so many more the ticket is closed. */
  readonly closedDays: number;
}

export interface EndSilentParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  /** Earliest first. */
  readonly policies: readonly SilencePolicy[];
  readonly batchMax?: number;
}

interface Silent {
  readonly id: string;
  readonly status: 'WAITING_FOR_CUSTOMER' | 'SOLVED';
  /** What the brokerage said last: a question that stays open solves nothing. */
  readonly kind: string | null;
  readonly saidAt: Date | null;
}

const DAY_MS = 86_400_000;

/**
 * Ends tickets whose customer says nothing more: an answer that nobody contradicts was the solution, at the moment when it was given; a
 * question of the staff that nobody answers closes the ticket unsolved; what was solved is closed. What is due stands in the tickets' own rows, so
 * nothing is forgotten over a restart, and any number of processes may look. Complaints are left to people.
 */
export class EndSilent {
  readonly #parts: EndSilentParts;

  constructor(parts: EndSilentParts) {
    this.#parts = parts;
  }

  /** Ends all that is due. @returns how many tickets were ended */
  async step(): Promise<number> {
    const { pool, batchMax = 200 } = this.#parts;
    let ended = 0;
    for (;;) {
      const { rows } = await pool.query<Silent>(`${SILENT} LIMIT ${batchMax}`, [...this.#due(), null]);
      for (const { id } of rows) ended += await this.#end(id);
      if (rows.length < batchMax) return ended;
    }
  }

  #end(ticketId: string): Promise<number> {
    const { pool, clock } = this.#parts;
    return inTransaction(pool, async (client) => {
      const { rows } = await client.query<Silent>(`${SILENT} FOR UPDATE OF t SKIP LOCKED`, [...this.#due(), ticketId]);
      const [ticket] = rows;
      if (!ticket) return 0;
      const solved = ticket.status === 'WAITING_FOR_CUSTOMER' && ticket.kind !== 'QUESTION';
      const since = solved ? ticket.saidAt?.getTime() : undefined;
      await endTicket(client, { by: 'PLATFORM' }, ticketId, solved ? 'SOLVED' : 'CLOSED', clock.now(), since);
      return 1;
    });
  }

  /** Of each rule: its span, and since when a ticket must have been waiting. */
  #due(): Date[][] {
    const { policies, clock } = this.#parts;
    const before = (days: number) => new Date(clock.now() - days * DAY_MS);
    return [
      policies.map(({ from }) => new Date(from)),
      policies.map((_, n) => new Date(policies[n + 1]?.from ?? 8.64e15)),
      policies.map(({ solvedDays }) => before(solvedDays)),
      policies.map(({ closedDays }) => before(closedDays)),
    ];
  }
}

const SILENT = `
SELECT t.id, t.status, said.kind, said.at AS "saidAt"
FROM unnest($1::timestamptz[], $2::timestamptz[], $3::timestamptz[], $4::timestamptz[]) AS rule (from_at, until_at, solved_before, closed_before)
JOIN ticket t ON t.updated_at >= from_at AND t.updated_at < until_at AND t.kind = 'QUESTION' AND t.status IN ('WAITING_FOR_CUSTOMER', 'SOLVED')
  AND t.updated_at <= CASE t.status WHEN 'SOLVED' THEN closed_before ELSE solved_before END
LEFT JOIN LATERAL (
  SELECT kind, at FROM ticket_message WHERE ticket_id = t.id AND author IN ('ASSISTANT', 'STAFF') ORDER BY at DESC, id DESC LIMIT 1) said ON true
WHERE $5::uuid IS NULL OR t.id = $5`;
