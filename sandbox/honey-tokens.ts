import { stableIdOf } from '../src/imports/index.js';
import type { Database } from '../src/storage/index.js';

/** A customer and an account that nobody is: they sign in nowhere and consent to nothing, so no app has a reason to ask for them. */
const DECOY = { customer: stableIdOf('customer', 'DECOY-1'), account: stableIdOf('account', 'DECOY-1-01') } as const;

type Plant = (tokens: readonly { id: string; kind: 'CUSTOMER' | 'ACCOUNT'; note: string }[]) => Promise<void>;

/** Puts the decoys among the other rows, and has them watched. What stands already stays as it is. */
export async function plantHoneyTokens(database: Database, plant: Plant): Promise<void> {
  await database.ops.query(
    `INSERT INTO customer (id, external_ref, name_zh, name_en, tier, risk_level, onboarded_at)
     VALUES ($1, 'DECOY-1', '贾仁', 'Jia Ren', 'MASS', 'C3', '2021-03-01') ON CONFLICT DO NOTHING`,
    [DECOY.customer],
  );
  await database.ops.query(
    `INSERT INTO account (id, customer_id, external_ref, number, name, type, status, base_currency, opened_at)
     VALUES ($1, $2, 'DECOY-1-01', '9900000000000001', '现金账户', 'CASH', 'ACTIVE', 'CNY', '2021-03-01') ON CONFLICT DO NOTHING`,
    [DECOY.account, DECOY.customer],
  );
  await plant([
    { id: DECOY.customer, kind: 'CUSTOMER', note: 'sandbox world: customer DECOY-1' },
    { id: DECOY.account, kind: 'ACCOUNT', note: 'sandbox world: account DECOY-1-01' },
  ]);
}
