/** What may be known of a customer, computed and dated. Campaigns choose by these. */
export const FACT_KINDS = [
  'INSTRUMENT_INTEREST',
  'SECTOR_INTEREST',
  'LOGINS_HALVED',
  'POSITION_CHANGES_DROPPED',
  'CLOSING_TICKETS',
  'COMPLAINTS',
  'REGULAR_INVESTING',
  'FIRST_TRADE_MISSING',
  'DORMANT',
  'BIRTHDAY',
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/**
 * How a fact is found for all customers at once.
 *
 * Contract of `find`: $1 is the day; gives (customer_id uuid, subject text, instrument_id uuid or null, value jsonb). `source` says in
 * words what it looks at; days and thresholds stand in `value` or here, so that a fact can be explained (PIPL art. 24).
 */
export interface FactDefinition {
  readonly kind: FactKind;
  readonly source: string;
  readonly find: string;
}
