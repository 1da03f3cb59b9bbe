import type pg from 'pg';
import type { CostLot } from '../../finance/index.js';
import type { AccountState, PositionState } from './account-state.js';
import { columns, literal } from './array-literal.js';
import { lotId } from './projection-ids.js';

export interface OwnedPosition {
  readonly id: string;
  readonly state: AccountState;
  readonly position: PositionState;
}

interface OwnedLot extends OwnedPosition {
  readonly lotId: string;
  readonly lot: CostLot;
  readonly sequence: number;
}

/**
 * Makes the stored lots of some positions those of their states. Compared here, because most of them never change once opened:
 * replacing all of them cost as much as everything else together.
 */
export async function writeLots(client: pg.PoolClient, positions: readonly OwnedPosition[]): Promise<void> {
  const stored = await storedLots(client, positions);
  const lots = positions.flatMap((owner) =>
    owner.position.lots.map((lot, index) => ({ ...owner, lotId: lotId(lot.openedBy), lot, sequence: index + 1 })),
  );
  const changed = lots.filter((lot) => stored.get(lot.lotId) !== fingerprint(lot));
  for (const lot of lots) stored.delete(lot.lotId);
  if (stored.size > 0) {
    await client.query({
      name: 'lots_forget',
      text: 'DELETE FROM lot WHERE id = ANY($1::uuid[])',
      values: [literal([...stored.keys()])],
    });
  }
  if (changed.length > 0) await upsertLots(client, changed);
}

/** What of a lot can change, by lot id. */
async function storedLots(client: pg.PoolClient, positions: readonly OwnedPosition[]): Promise<Map<string, string>> {
  const { rows } = await client.query<{ id: string; sequence: number; quantity: string; cost_basis: string }>({
    name: 'lots_stored',
    text: 'SELECT id, sequence, quantity::text, cost_basis::text FROM lot WHERE position_id = ANY($1::uuid[])',
    values: [literal(positions.map(({ id }) => id))],
  });
  return new Map(rows.map((row) => [row.id, `${row.sequence} ${row.quantity} ${row.cost_basis}`]));
}

function fingerprint({ lot, sequence }: OwnedLot): string {
  return `${sequence} ${lot.quantity.toFixed()} ${lot.cost.toFixed()}`;
}

async function upsertLots(client: pg.PoolClient, lots: readonly OwnedLot[]): Promise<void> {
  await client.query({
    name: 'lots_write',
    text: `INSERT INTO lot (id, position_id, account_id, customer_id, instrument_id, opened_by, acquired_on, sequence, quantity, cost_basis, currency)
           SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::date[], $8::integer[],
             $9::numeric[], $10::numeric[], $11::text[])
           ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, quantity = excluded.quantity, cost_basis = excluded.cost_basis`,
    values: columns(lots, [
      (lot) => lot.lotId,
      ({ id }) => id,
      ({ state }) => state.accountId,
      ({ state }) => state.customerId,
      ({ position }) => position.instrumentId,
      ({ lot }) => lot.openedBy,
      ({ lot }) => lot.acquiredOn,
      ({ sequence }) => String(sequence),
      ({ lot }) => lot.quantity.toFixed(),
      ({ lot }) => lot.cost.toFixed(),
      ({ position }) => position.currency,
    ]),
  });
}
