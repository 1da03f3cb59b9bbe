import type pg from 'pg';
import type { AccountState } from './account-state.js';
import { columns, literal } from './array-literal.js';
import { balanceId, positionId } from './projection-ids.js';
import { type OwnedPosition, writeLots } from './write-lots.js';

/** An account whose projections are to be written; only positions of `touched` instruments have changed. */
export interface DerivedAccount {
  readonly state: AccountState;
  readonly touched: Set<string>;
}

/**
 * Writes positions, lots, balances and progress of some accounts, one statement per table. Positions and balances are
 * upserted, because a balance also carries what was frozen. Rows that did not change are left alone: a rebuild over unchanged
 * transactions leaves no dead rows.
 *
 * @param complete the states are everything there is: rows of these accounts that they don't have are deleted
 */
export async function writeProjections(
  client: pg.PoolClient,
  accounts: readonly DerivedAccount[],
  complete: boolean,
): Promise<void> {
  const positions = accounts.flatMap(({ state, touched }) => touchedPositions(state, touched));
  const positionIds = positions.map(({ id }) => id);
  const balances = accounts.flatMap(({ state }) =>
    [...state.balances.values()].map((balance) => ({ state, ...balance })),
  );
  if (complete)
    await forgetOthers(
      client,
      accounts,
      positionIds,
      balances.map(({ state, currency }) => balanceId(state.accountId, currency)),
    );
  await upsertPositions(client, positions);
  await writeLots(client, positions);
  await upsertBalances(client, balances);
  await upsertProgress(client, accounts);
}

function touchedPositions(state: AccountState, touched: ReadonlySet<string>): OwnedPosition[] {
  const owned: OwnedPosition[] = [];
  for (const instrumentId of touched) {
    const position = state.positions.get(instrumentId);
    if (position) owned.push({ id: positionId(state.accountId, instrumentId), state, position });
  }
  return owned;
}

/** Rows that only a transaction made which has been reversed since. */
async function forgetOthers(
  client: pg.PoolClient,
  accounts: readonly DerivedAccount[],
  positionIds: readonly string[],
  balanceIds: readonly string[],
): Promise<void> {
  const accountIds = literal(accounts.map(({ state }) => state.accountId));
  const tables = [
    ['position', positionIds],
    ['balance', balanceIds],
  ] as const;
  for (const [table, ids] of tables) {
    await client.query({
      name: `${table}_forget`,
      text: `DELETE FROM ${table} WHERE account_id = ANY($1::uuid[]) AND id <> ALL($2::uuid[])`,
      values: [accountIds, literal(ids)],
    });
  }
}

async function upsertPositions(client: pg.PoolClient, positions: readonly OwnedPosition[]): Promise<void> {
  await client.query({
    name: 'positions_write',
    text: `INSERT INTO position (id, account_id, customer_id, instrument_id, currency, quantity, cost_basis, average_cost, realized_pnl,
             dividends_net, fees, opened_on, updated_on)
           SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::numeric[], $7::numeric[], $8::numeric[],
             $9::numeric[], $10::numeric[], $11::numeric[], $12::date[], $13::date[])
           ON CONFLICT (id) DO UPDATE SET currency = excluded.currency, quantity = excluded.quantity, cost_basis = excluded.cost_basis,
             average_cost = excluded.average_cost, realized_pnl = excluded.realized_pnl, dividends_net = excluded.dividends_net,
             fees = excluded.fees, opened_on = excluded.opened_on, updated_on = excluded.updated_on
           WHERE position IS DISTINCT FROM excluded`,
    values: columns(positions, [
      ({ id }) => id,
      ({ state }) => state.accountId,
      ({ state }) => state.customerId,
      ({ position }) => position.instrumentId,
      ({ position }) => position.currency,
      ({ position }) => position.quantity.toFixed(),
      ({ position }) => position.costBasis.toFixed(),
      ({ position }) => position.averageCost.toFixed(),
      ({ position }) => position.realizedPnl.toFixed(),
      ({ position }) => position.dividendsNet.toFixed(),
      ({ position }) => position.fees.toFixed(),
      ({ position }) => position.openedOn,
      ({ position }) => position.updatedOn,
    ]),
  });
}

type OwnedBalance = { state: AccountState; currency: string; total: { toFixed(): string }; updatedOn: string };

async function upsertBalances(client: pg.PoolClient, balances: readonly OwnedBalance[]): Promise<void> {
  await client.query({
    name: 'balances_write',
    text: `INSERT INTO balance (id, account_id, customer_id, currency, total, updated_on)
           SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::numeric[], $6::date[])
           ON CONFLICT (id) DO UPDATE SET total = excluded.total, updated_on = excluded.updated_on
           WHERE (balance.total, balance.updated_on) IS DISTINCT FROM (excluded.total, excluded.updated_on)`,
    values: columns(balances, [
      ({ state, currency }) => balanceId(state.accountId, currency),
      ({ state }) => state.accountId,
      ({ state }) => state.customerId,
      ({ currency }) => currency,
      ({ total }) => total.toFixed(),
      ({ updatedOn }) => updatedOn,
    ]),
  });
}

async function upsertProgress(client: pg.PoolClient, accounts: readonly DerivedAccount[]): Promise<void> {
  await client.query({
    name: 'progress_write',
    text: `INSERT INTO projection_progress (account_id, applied_count, last_trade_date, last_transaction_id)
           SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::date[], $4::uuid[])
           ON CONFLICT (account_id) DO UPDATE SET applied_count = excluded.applied_count, last_trade_date = excluded.last_trade_date,
             last_transaction_id = excluded.last_transaction_id`,
    values: columns(accounts, [
      ({ state }) => state.accountId,
      ({ state }) => String(state.appliedCount),
      ({ state }) => state.lastTradeDate,
      ({ state }) => state.lastTransactionId,
    ]),
  });
}
