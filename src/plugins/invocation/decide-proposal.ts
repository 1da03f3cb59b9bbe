import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import type { Clock } from '../../kernel/clock.js';
import { PublicError } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import type { Outcome } from '../../operation/index.js';
import { inTransaction } from '../../storage/index.js';
import { pluginError } from '../plugins.errors.js';
import type { PluginSchema } from '../registry/plugin-schema.js';

export interface DecideParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly schema: PluginSchema;
}

interface Claimed {
  readonly source: string;
  readonly variables: Record<string, unknown>;
  readonly grant_id: string;
  readonly installation_id: string;
  readonly operation_id: string;
}

/**
 * What a customer decides about a proposal. A confirmed one is carried out once, as a child of the call that led to it, under the
 * same two consents that the plugin ran under, as they stand now: the caller's grant ∩ the installation.
 */
export class DecideProposal {
  readonly #parts: DecideParts;

  constructor(parts: DecideParts) {
    this.#parts = parts;
  }

  /** @throws PublicError PLUGIN_PROPOSAL_NOT_OPEN; what refuses the operation itself becomes the proposal's outcome */
  async confirm(customerId: string, proposalId: string): Promise<void> {
    const childId = newId();
    const claimed = await this.#claim(customerId, proposalId, childId);
    const { source, variables, grant_id: grantId, installation_id: installationId, operation_id: parent } = claimed;
    const outcome = await this.#parts.schema
      .runDocument({ id: childId, source, variables, grantId, installationId, cause: { kind: 'STORED', id: parent } })
      .then(codeOf, refusalOf);
    await this.#parts.pool.query('UPDATE plugin_proposal SET status = $2, outcome = $3 WHERE id = $1', [
      proposalId,
      outcome === 'OK' ? 'EXECUTED' : 'FAILED',
      outcome,
    ]);
  }

  /** @throws PublicError PLUGIN_PROPOSAL_NOT_OPEN */
  async decline(customerId: string, proposalId: string): Promise<void> {
    const at = this.#parts.clock.now();
    await inTransaction(this.#parts.pool, async (client) => {
      const { rowCount } = await client.query(
        `UPDATE plugin_proposal SET status = 'DECLINED', decided_at = $3
         WHERE id = $2 AND customer_id = $1 AND status = 'PENDING' AND expires_at > $3`,
        [customerId, proposalId, new Date(at)],
      );
      if (rowCount === 0) throw pluginError('PLUGIN_PROPOSAL_NOT_OPEN');
      await tellDecision(client, { customerId, proposalId, decision: 'DECLINED', at });
    });
  }

  /** Two clicks at once are one: only an open proposal is taken, and its operation's id is written with it. */
  async #claim(customerId: string, proposalId: string, childId: string): Promise<Claimed> {
    const at = this.#parts.clock.now();
    return inTransaction(this.#parts.pool, async (client) => {
      const { rows } = await client.query<Claimed>(
        `UPDATE plugin_proposal p SET status = 'EXECUTING', decided_at = $3, operation_id = $4
       FROM plugin_run r, stored_document d
       WHERE p.id = $2 AND p.customer_id = $1 AND p.status = 'PENDING' AND p.expires_at > $3 AND r.id = p.run_id AND d.hash = p.document_hash
       RETURNING d.source, p.variables, r.grant_id, r.installation_id, r.operation_id`,
        [customerId, proposalId, new Date(at), childId],
      );
      const [claimed] = rows;
      if (!claimed) throw pluginError('PLUGIN_PROPOSAL_NOT_OPEN');
      await tellDecision(client, { customerId, proposalId, decision: 'CONFIRMED', at });
      return claimed;
    });
  }
}

async function tellDecision(
  client: pg.PoolClient,
  decided: { customerId: string; proposalId: string; decision: 'CONFIRMED' | 'DECLINED'; at: number },
): Promise<void> {
  const { customerId, proposalId, decision, at } = decided;
  const data = { decision };
  await recordEvents(client, [{ type: 'plugin.proposal_decided', customerId, subjectId: proposalId, data, at }]);
}

/** `OK`, or the first code that says why not; a mutation also says so in its `userErrors`. */
function codeOf(outcome: Outcome): string {
  if (outcome.kind === 'refused') return outcome.error.code;
  const [error] = outcome.errors;
  const code = error?.extensions?.['code'];
  if (error) return typeof code === 'string' ? code : 'INTERNAL';
  const answers = Object.values(JSON.parse(outcome.json ?? '{}') as Record<string, unknown>);
  for (const answer of answers) {
    const code = (answer as { userErrors?: readonly { code?: string }[] } | null)?.userErrors?.[0]?.code;
    if (code !== undefined) return code;
  }
  return 'OK';
}

function refusalOf(error: unknown): string {
  return error instanceof PublicError ? error.code : 'INTERNAL';
}
