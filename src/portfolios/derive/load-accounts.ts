import type pg from 'pg';
import { decimal } from '../../kernel/decimal.js';
import { type AccountState, emptyAccount, emptyPosition, type PositionState } from './account-state.js';

export type LoadAccounts = (client: pg.PoolClient, accountIds: readonly string[]) => Promise<Map<string, AccountState>>;

/** Accounts before their first transaction. */
export const loadEmptyAccounts: LoadAccounts = async (client, accountIds) => {
  const { rows } = await client.query<{ id: string; customer_id: string; external_ref: string }>({
    name: 'derive_accounts',
    text: 'SELECT id, customer_id, external_ref FROM account WHERE id = ANY($1::uuid[])',
    values: [accountIds],
  });
  return new Map(
    rows.map((row) => [
      row.id,
      emptyAccount({ accountId: row.id, customerId: row.customer_id, ref: row.external_ref }),
    ]),
  );
};

/** Accounts as the projections left them: going on from here is the same as having applied all of it in one go. */
export const loadProjectedAccounts: LoadAccounts = async (client, accountIds) => {
  const accounts = await loadEmptyAccounts(client, accountIds);
  await loadProgress(client, accountIds, accounts);
  await loadBalances(client, accountIds, accounts);
  const positions = await loadPositions(client, accountIds, accounts);
  await loadLots(client, accountIds, positions);
  return accounts;
};

async function loadProgress(
  client: pg.PoolClient,
  accountIds: readonly string[],
  accounts: Map<string, AccountState>,
): Promise<void> {
  const { rows } = await client.query<{
    account_id: string;
    applied_count: string;
    last_trade_date: string;
    last_transaction_id: string;
  }>({
    name: 'derive_progress',
    text: `SELECT account_id, applied_count::text, last_trade_date::text, last_transaction_id
           FROM projection_progress WHERE account_id = ANY($1::uuid[])`,
    values: [accountIds],
  });
  for (const row of rows) {
    const account = accounts.get(row.account_id);
    if (!account) continue;
    account.appliedCount = Number(row.applied_count);
    account.lastTradeDate = row.last_trade_date;
    account.lastTransactionId = row.last_transaction_id;
  }
}

async function loadBalances(
  client: pg.PoolClient,
  accountIds: readonly string[],
  accounts: Map<string, AccountState>,
): Promise<void> {
  const { rows } = await client.query<{ account_id: string; currency: string; total: string; updated_on: string }>({
    name: 'derive_balances',
    text: 'SELECT account_id, currency, total::text, updated_on::text FROM balance WHERE account_id = ANY($1::uuid[])',
    values: [accountIds],
  });
  for (const row of rows) {
    const balance = { currency: row.currency, total: decimal(row.total), updatedOn: row.updated_on };
    accounts.get(row.account_id)?.balances.set(row.currency, balance);
  }
}

/** Columns of `position`, as text: a decimal that became a float would come back changed. */
type PositionRow = Record<
  | 'id'
  | 'account_id'
  | 'instrument_id'
  | 'currency'
  | 'quantity'
  | 'cost_basis'
  | 'average_cost'
  | 'realized_pnl'
  | 'dividends_net'
  | 'fees'
  | 'opened_on'
  | 'updated_on',
  string
>;

async function loadPositions(
  client: pg.PoolClient,
  accountIds: readonly string[],
  accounts: Map<string, AccountState>,
) {
  const { rows } = await client.query<PositionRow>({
    name: 'derive_positions',
    text: `SELECT id, account_id, instrument_id, currency, quantity::text, cost_basis::text, average_cost::text, realized_pnl::text,
             dividends_net::text, fees::text, opened_on::text, updated_on::text
           FROM position WHERE account_id = ANY($1::uuid[])`,
    values: [accountIds],
  });
  const byId = new Map<string, PositionState>();
  for (const row of rows) {
    const position: PositionState = {
      ...emptyPosition({ instrumentId: row.instrument_id, currency: row.currency, openedOn: row.opened_on }),
      quantity: decimal(row.quantity),
      costBasis: decimal(row.cost_basis),
      averageCost: decimal(row.average_cost),
      realizedPnl: decimal(row.realized_pnl),
      dividendsNet: decimal(row.dividends_net),
      fees: decimal(row.fees),
      updatedOn: row.updated_on,
    };
    accounts.get(row.account_id)?.positions.set(row.instrument_id, position);
    byId.set(row.id, position);
  }
  return byId;
}

async function loadLots(
  client: pg.PoolClient,
  accountIds: readonly string[],
  positions: Map<string, PositionState>,
): Promise<void> {
  const { rows } = await client.query<
    Record<'position_id' | 'opened_by' | 'acquired_on' | 'quantity' | 'cost_basis', string>
  >({
    name: 'derive_lots',
    text: `SELECT l.position_id, l.opened_by, l.acquired_on::text, l.quantity::text, l.cost_basis::text
           FROM position p JOIN lot l ON l.position_id = p.id WHERE p.account_id = ANY($1::uuid[]) ORDER BY l.position_id, l.sequence`,
    values: [accountIds],
  });
  for (const row of rows) {
    const position = positions.get(row.position_id);
    if (!position) continue;
    const lot = {
      openedBy: row.opened_by,
      acquiredOn: row.acquired_on,
      quantity: decimal(row.quantity),
      cost: decimal(row.cost_basis),
    };
    position.lots = [...position.lots, lot];
  }
}
