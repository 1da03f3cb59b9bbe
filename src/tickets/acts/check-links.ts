import type { Queries } from '../clocks/clock-rows.js';
import { ticketError } from '../tickets.errors.js';

/** Whom a ticket is opened for, and what the grant covers. */
export interface Owner {
  readonly customerId: string;
  readonly appId: string;
  readonly accountIds: readonly string[] | '*';
}

/** What a ticket may be about, beside the question itself. */
export interface Links {
  readonly accountId?: string | null;
  readonly transactionId?: string | null;
  readonly instrumentId?: string | null;
  readonly campaignId?: string | null;
  readonly pluginRunId?: string | null;
}

/**
 * What a ticket is about must be in reach of whoever opens it; a transaction brings its account along. Campaigns and plugin runs are
 * other features' rows: an id that leads nowhere counts nowhere.
 *
 * @throws PublicError TICKET_LINK_UNKNOWN
 */
export async function checkLinks(client: Queries, owner: Owner, links: Links): Promise<Links> {
  const { accountId = null, transactionId = null, instrumentId = null } = links;
  if (accountId === null && transactionId === null && instrumentId === null) return links;
  const { rows } = await client.query<{
    account: string | null;
    transaction: string | null;
    of: string | null;
    instrument: string | null;
  }>({
    name: 'ticket_links',
    text: `SELECT a.id AS account, t.id AS transaction, t.account_id AS of, i.id AS instrument FROM (SELECT 1) always
           LEFT JOIN account a ON a.id = $2 AND a.customer_id = $1 AND ($5::uuid[] IS NULL OR a.id = ANY ($5))
           LEFT JOIN transaction t ON t.id = $3 AND t.customer_id = $1 AND ($5::uuid[] IS NULL OR t.account_id = ANY ($5))
           LEFT JOIN instrument i ON i.id = $4`,
    values: [
      owner.customerId,
      accountId,
      transactionId,
      instrumentId,
      owner.accountIds === '*' ? null : owner.accountIds,
    ],
  });
  const [found] = rows;
  const missing = (field: string) => ticketError('TICKET_LINK_UNKNOWN', { params: { field } });
  if (accountId !== null && !found?.account) throw missing('accountId');
  if (transactionId !== null && !found?.transaction) throw missing('transactionId');
  if (instrumentId !== null && !found?.instrument) throw missing('instrumentId');
  return { ...links, accountId: accountId ?? found?.of ?? null };
}
