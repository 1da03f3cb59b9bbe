import type pg from 'pg';
import type { LocalDate } from '../../kernel/local-date.js';
import { inTransaction } from '../../storage/index.js';
import type { FactDefinition, FactKind } from './fact.js';
import { FACTS } from './facts.sql.js';

/**
 * Computes facts anew for all customers: one statement a kind. What no longer holds is gone afterwards.
 *
 * @param pool of the role openfolio_ops
 * @param now epoch ms
 * @returns how many customers each fact holds for
 */
export async function computeFacts(
  pool: pg.Pool,
  day: LocalDate,
  now: number,
  kinds: readonly FactKind[] = FACTS.map(({ kind }) => kind),
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const definition of FACTS.filter(({ kind }) => kinds.includes(kind)))
    counts[definition.kind] = await inTransaction(pool, (client) => replaceFact(client, definition, day, now));
  return counts;
}

async function replaceFact(
  client: pg.PoolClient,
  { kind, source, find }: FactDefinition,
  day: LocalDate,
  now: number,
): Promise<number> {
  await client.query('DELETE FROM profile_fact WHERE kind = $1', [kind]);
  const { rowCount } = await client.query(
    `INSERT INTO profile_fact (customer_id, kind, subject, instrument_id, value, source, day, computed_at)
     SELECT found.customer_id, $2, found.subject, found.instrument_id, found.value, jsonb_build_object('from', $3::text), $1::date, $4
     FROM (${find}) found`,
    [day, kind, source, new Date(now)],
  );
  return rowCount ?? 0;
}
