import type { LocalDate } from '../kernel/local-date.js';
import { RATE_TABLE } from './charges/rate-on.js';
import type { RateStatus } from './charges/rate-row.js';
import { A_SHARE_CAPITAL_GAIN_TAX, A_SHARE_DIVIDEND_TAX } from './tax/a-share-tax-rows.js';
import { CONNECT_CAPITAL_GAIN_TAX, CONNECT_DIVIDEND_TAX } from './tax/connect-tax.js';
import { EQUITY_INCENTIVE_TAX } from './tax/equity-incentive-tax.js';
import { OVERSEAS_CAPITAL_GAIN_TAX, US_DIVIDEND_TAX } from './tax/overseas-tax.js';

/** Where a rate comes from: what a line of a bill or of a tax report names. */
export interface RateSource {
  /** `key@first day`, e.g. `CN.A.stampDuty@2023-08-28`; `key@start` where the first day is not known. */
  readonly id: string;
  readonly validFrom: LocalDate | null;
  /** `null`: still in force, without a stated end. */
  readonly validTo: LocalDate | null;
  readonly status: RateStatus;
  readonly source: string;
}

type SourcedRow = Omit<RateSource, 'id' | 'validFrom' | 'validTo'> & {
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
};

/** Every dated table of this library by its key: fees of trades, and taxes. */
const TABLES = {
  ...RATE_TABLE,
  'CN.A.dividend.individual': A_SHARE_DIVIDEND_TAX,
  'CN.A.capitalGain.individual': A_SHARE_CAPITAL_GAIN_TAX,
  'CN.HKConnect.capitalGain.individual': CONNECT_CAPITAL_GAIN_TAX,
  'CN.HKConnect.dividend.individual': CONNECT_DIVIDEND_TAX,
  'CN.overseas.capitalGain.individual': OVERSEAS_CAPITAL_GAIN_TAX,
  'US.dividend.nonresident.CN': US_DIVIDEND_TAX,
  'CN.equityIncentive': EQUITY_INCENTIVE_TAX,
} satisfies Readonly<Record<string, readonly SourcedRow[]>>;

export type RateKey = keyof typeof TABLES;

/**
 * The row of a table that begins on `from`, as a line names it.
 *
 * @param from `rateRowFrom` of a charge or tax; `null` names the row whose first day is not known
 * @throws RangeError for a day on which no row begins
 * @example
 * rateSource('CN.A.stampDuty', '2023-08-28').source // MoF and STA Announcement 2023 No. 39
 */
export function rateSource(key: RateKey, from: LocalDate | null): RateSource {
  const rows: readonly SourcedRow[] = TABLES[key];
  const row = rows.find((candidate) => candidate.from === from);
  if (!row) throw new RangeError(`No row of ${key} begins on ${from ?? 'an unknown day'}`);
  return {
    id: `${key}@${from ?? 'start'}`,
    validFrom: row.from,
    validTo: row.to,
    status: row.status,
    source: row.source,
  };
}
