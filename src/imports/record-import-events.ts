import { withoutProblem } from './check-rows.js';
import type { ImportSession } from './import-session.js';
import type { LayoutName } from './layouts.js';
import { stableId } from './plans/import-plan.js';

/**
 * What an import tells, by the file that brings it: one event per new account, and one per account with new transactions, however
 * many there are. Set-wise and in the import's transaction, so there is no row without its event and no event without its rows.
 */
const EVENTS: Partial<Record<LayoutName, string>> = {
  accounts: `INSERT INTO event (id, type, customer_id, account_id, subject_id, data, occurred_at)
    SELECT gen_random_uuid(), 'account.opened', t.customer_id, ${stableId('account', 't.external_ref')}, ${stableId('account', 't.external_ref')},
      jsonb_build_object('type', t.type, 'baseCurrency', t.base_currency), to_timestamp($nowMs / 1000.0)
    FROM typed_accounts t WHERE t.known_customer_id IS NULL AND $good`,
  transactions: `INSERT INTO event (id, type, customer_id, account_id, subject_id, data, occurred_at)
    SELECT gen_random_uuid(), 'transactions.recorded', t.customer_id, t.account_id, t.account_id,
      jsonb_build_object('count', count(*), 'firstTradeDate', min(t.trade_date), 'lastTradeDate', max(t.trade_date),
        'types', jsonb_agg(DISTINCT t.type)), to_timestamp($nowMs / 1000.0)
    FROM typed_transactions t WHERE t.known_id IS NULL AND $good GROUP BY t.customer_id, t.account_id`,
};

/** Call it after the rows of the file were applied. */
export async function recordImportEvents(session: ImportSession, file: LayoutName): Promise<void> {
  const sql = EVENTS[file];
  if (sql !== undefined) await session.run(sql.replaceAll('$good', withoutProblem(file)));
}
