import { type Decimal, decimal, ONE, roundHalfUp, roundUpTo, sum, ZERO } from '../../kernel/decimal.js';
import type { LocalDate } from '../../kernel/local-date.js';
import { type ChargeCode, type ChargeRule, type ChargeSchedule, chargeSchedule } from './charge-schedules.js';
import { chargesError } from './charges.errors.js';
import { type FeeKey, rateOn } from './rate-on.js';
import type { RateRounding, RateRow, RateUnit } from './rate-row.js';

interface TradeFacts {
  /** ISO 10383. */
  readonly mic: string;
  /** STOCK and ETF have schedules. */
  readonly instrumentType: string;
  readonly side: 'BUY' | 'SELL';
  readonly tradeDate: LocalDate;
  /** Units traded, positive. */
  readonly quantity: Decimal;
  /** Agreed with the broker, as a fraction of the traded value: 0.00025 is 0.025 %. */
  readonly commissionRate: Decimal;
}

/** A trade by its price per unit or by its value (`gross`, before charges), both in the venue's currency. */
export type TradeToCharge = TradeFacts & ({ readonly price: Decimal } | { readonly gross: Decimal });

export interface ChargeLine {
  readonly code: ChargeCode;
  /** Positive, rounded: what the customer pays. */
  readonly amount: Decimal;
  readonly currency: string;
  /** First day of the rate row that was used; `null`: agreed by contract, or the row's first day is not known. */
  readonly rateRowFrom: LocalDate | null;
  /** Which table of rates the row stands in; `null`: the contract alone decides. */
  readonly rateKey: FeeKey | null;
}

/**
 * The charges of one trade, commission first. Each line is rounded once, by the rule of its rate row, and never after
 * summing; lines of zero are left out.
 *
 * @throws PublicError RATE_OUT_OF_TABLE, CHARGES_NOT_DEFINED, COMMISSION_ABOVE_CAP
 */
export function tradeCharges(trade: TradeToCharge): ChargeLine[] {
  const gross = 'gross' in trade ? trade.gross : trade.price.mul(trade.quantity);
  if (!gross.gt(0) || !trade.quantity.gt(0))
    throw new RangeError('A trade to charge has a positive quantity and value');
  const schedule = chargeSchedule(trade.mic, trade.instrumentType);
  const lines = schedule.rules.filter((rule) => applies(rule, trade)).flatMap((rule) => ruleLine(rule, trade, gross));
  return [commissionLine(schedule, trade, gross), ...lines].filter((line) => line.amount.gt(0));
}

/** Sum of the lines, which are all in one currency. */
export function totalCharges(lines: readonly ChargeLine[]): Decimal {
  return sum(lines.map((line) => line.amount));
}

function commissionLine(schedule: ChargeSchedule, trade: TradeFacts, gross: Decimal): ChargeLine {
  const row = schedule.commissionKey && rateOn(schedule.commissionKey, trade.tradeDate);
  const cap = row ? decimal(row.rate) : ONE;
  if (trade.commissionRate.lt(0) || trade.commissionRate.gt(cap)) {
    throw chargesError('COMMISSION_ABOVE_CAP', {
      params: { rate: trade.commissionRate.toFixed(), cap: cap.toFixed() },
    });
  }
  const exact = trade.commissionRate.mul(gross);
  const amount = row ? payable(exact, row) : ROUNDINGS.HALF_UP_CENT(exact);
  return {
    code: 'COMMISSION',
    amount,
    currency: schedule.currency,
    rateRowFrom: row?.from ?? null,
    rateKey: schedule.commissionKey,
  };
}

function applies(rule: ChargeRule, trade: TradeFacts): boolean {
  const exists = rule.introducedOn === undefined || rule.introducedOn <= trade.tradeDate;
  return exists && !(rule.sellersOnly && trade.side === 'BUY');
}

/** @returns no line when the rate row charges the other side only */
function ruleLine(rule: ChargeRule, trade: TradeFacts, gross: Decimal): ChargeLine[] {
  const row = rateOn(rule.key, trade.tradeDate);
  if (row.side !== 'BOTH' && row.side !== trade.side) return [];
  const exact = MEASURES[row.unit](decimal(row.rate), gross, trade.quantity);
  const amount = payable(exact, row);
  return [{ code: rule.code, amount, currency: row.currency, rateRowFrom: row.from, rateKey: rule.key }];
}

/** Rounded first, then bounded: the bounds are whole cents. */
function payable(exact: Decimal, row: RateRow): Decimal {
  const rounded = ROUNDINGS[row.rounding](exact);
  if (row.min !== undefined && rounded.lt(row.min)) return decimal(row.min);
  return row.max !== undefined && rounded.gt(row.max) ? decimal(row.max) : rounded;
}

const CENT = decimal('0.01');
const MILLION = decimal('1000000');

const MEASURES: Readonly<Record<RateUnit, (rate: Decimal, gross: Decimal, quantity: Decimal) => Decimal>> = {
  VALUE: (rate, gross) => rate.mul(gross),
  MILLION: (rate, gross) => rate.mul(gross).div(MILLION),
  SHARE: (rate, _gross, quantity) => rate.mul(quantity),
  TRADE: (rate) => rate,
  CONTRACT: () => ZERO,
  YEAR_TIERS: () => ZERO,
};

const ROUNDINGS: Readonly<Record<RateRounding, (exact: Decimal) => Decimal>> = {
  HALF_UP_CENT: (exact) => roundHalfUp(exact, 2),
  UP_CENT: (exact) => roundUpTo(exact, CENT),
  UP_UNIT: (exact) => roundUpTo(exact, ONE),
};
