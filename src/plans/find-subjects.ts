import type pg from 'pg';
import type { AccountStatus, AccountType, CustomerRiskLevel } from '../accounts/index.js';
import type { InstrumentType, ProductRiskLevel } from '../market/index.js';
import type { PlanOrder } from './check-plan.js';

export interface PlanInstrument {
  readonly id: string;
  readonly mic: string;
  readonly symbol: string;
  readonly type: `${InstrumentType}`;
  readonly currency: string;
  readonly riskLevel: `${ProductRiskLevel}`;
}

/** Whom and what a plan is about, as it is now. */
export interface PlanSubjects {
  readonly customerRisk: `${CustomerRiskLevel}`;
  /** `undefined`: not this customer's. */
  readonly account: { readonly type: `${AccountType}`; readonly status: `${AccountStatus}` } | undefined;
  /** In the order of the plan's orders. */
  readonly instruments: readonly (PlanInstrument | undefined)[];
}

/** The customer's row is locked, so that two plans of one customer count each other. Owner first, then id. */
export async function findSubjects(
  client: pg.PoolClient,
  customerId: string,
  { accountId, orders }: { accountId: string | null; orders: readonly PlanOrder[] },
): Promise<PlanSubjects> {
  const customer = await client.query<{ risk: PlanSubjects['customerRisk'] }>(
    'SELECT risk_level AS risk FROM customer WHERE id = $1 FOR UPDATE',
    [customerId],
  );
  const account = await client.query<NonNullable<PlanSubjects['account']>>(
    'SELECT type, status FROM account WHERE customer_id = $1 AND id = $2',
    [customerId, accountId],
  );
  const { rows } = await client.query<PlanInstrument>(
    `SELECT id, mic, symbol, type, currency, risk_level AS "riskLevel" FROM instrument
     WHERE (mic, symbol) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
    [orders.map(({ mic }) => mic), orders.map(({ symbol }) => symbol)],
  );
  return {
    customerRisk: customer.rows[0]?.risk ?? 'C1_LOWEST',
    account: account.rows[0],
    instruments: orders.map((order) => rows.find(({ mic, symbol }) => mic === order.mic && symbol === order.symbol)),
  };
}
