import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import type { Clock } from '../../kernel/clock.js';
import { inTransaction } from '../../storage/index.js';
import { ticketError } from '../tickets.errors.js';

/** What somebody of the staff answers. */
export interface Agent {
  readonly personId: string;
  readonly levels: readonly string[];
  /** Empty: all. */
  readonly topics: readonly string[];
  readonly languages: readonly string[];
  readonly capacity: number;
  readonly available: boolean;
}

/** Says who answers what. */
export class TicketAgents {
  readonly #pool: pg.Pool;
  readonly #clock: Clock;

  /** @param parts.pool of the role openfolio_ops */
  constructor(parts: { pool: pg.Pool; clock: Clock }) {
    this.#pool = parts.pool;
    this.#clock = parts.clock;
  }

  /** @throws PublicError TICKET_AGENT_INVALID */
  async set(agent: Agent): Promise<void> {
    if (agent.capacity < 1 || agent.capacity > 500 || agent.levels.length === 0 || agent.languages.length === 0)
      throw ticketError('TICKET_AGENT_INVALID');
    const at = this.#clock.now();
    await inTransaction(this.#pool, async (client) => {
      await client.query(
        `INSERT INTO ticket_agent (person_id, levels, topics, languages, capacity, available, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (person_id) DO UPDATE SET levels = $2, topics = $3, languages = $4, capacity = $5, available = $6, updated_at = $7`,
        [agent.personId, agent.levels, agent.topics, agent.languages, agent.capacity, agent.available, new Date(at)],
      );
      const { personId, levels, available } = agent;
      await recordEvents(client, [
        { type: 'ticket.agent_changed', subjectId: personId, data: { agent: personId, levels, available }, at },
      ]);
    });
  }

  /** Names a customer's own manager; `null` takes the name away. The manager must be somebody who answers tickets. */
  async setManager(customerId: string, personId: string | null): Promise<void> {
    await inTransaction(this.#pool, async (client) => {
      if (personId === null) await client.query('DELETE FROM ticket_manager WHERE customer_id = $1', [customerId]);
      else await nameManager(client, customerId, personId);
      const at = this.#clock.now();
      await recordEvents(client, [{ type: 'ticket.manager_changed', customerId, data: { manager: personId }, at }]);
    });
  }
}

async function nameManager(client: pg.PoolClient, customerId: string, personId: string): Promise<void> {
  const { rowCount } = await client.query(
    `INSERT INTO ticket_manager (customer_id, person_id) SELECT c.id, a.person_id FROM customer c, ticket_agent a
     WHERE c.id = $1 AND a.person_id = $2 ON CONFLICT (customer_id) DO UPDATE SET person_id = EXCLUDED.person_id`,
    [customerId, personId],
  );
  if (rowCount === 0) throw ticketError('TICKET_AGENT_UNKNOWN');
}
