import { chargeSchedule } from '../../../src/finance/charges/charge-schedules.js';
import { type RateKey, type RateSource, rateSource } from '../../../src/finance/rate-sources.js';
import { PublicError } from '../../../src/kernel/errors.js';
import type { Holding } from './holding.js';

export interface CostLine {
  readonly side: string;
  readonly code: string;
  readonly amount: string;
  readonly currency: string;
  readonly charges: number;
  /** `null`: agreed by contract, or the brokerage's own. */
  readonly row: RateSource | null;
}

/** What the year's trades cost, as the ledger has it; each line names the row that was in force on the trade dates. */
export function costLines({ instrument, charges }: Holding): CostLine[] {
  const keys = keysOf(instrument.mic, instrument.type);
  return charges.map(({ type, code, amount, rateValidFrom, trades }) => ({
    side: type,
    code,
    amount: amount.amount,
    currency: amount.currency,
    charges: trades,
    row: rowOf(keys.get(code), rateValidFrom),
  }));
}

function keysOf(mic: string, instrumentType: string): ReadonlyMap<string, RateKey> {
  try {
    const { rules, commissionKey } = chargeSchedule(mic, instrumentType);
    const keys = new Map<string, RateKey>(rules.map(({ code, key }) => [code, key]));
    return commissionKey ? keys.set('COMMISSION', commissionKey) : keys;
  } catch (error) {
    if (error instanceof PublicError) return new Map();
    throw error;
  }
}

function rowOf(key: RateKey | undefined, from: string | null): RateSource | null {
  if (!key || (key === 'CN.A.commission' && from === null)) return null;
  try {
    return rateSource(key, from);
  } catch (error) {
    if (error instanceof RangeError) return null; // the ledger names a row that this table does not have
    throw error;
  }
}
