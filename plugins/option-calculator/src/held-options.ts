import { intrinsicValue } from '../../../src/finance/options/intrinsic-value.js';
import { payoffAtExpiry } from '../../../src/finance/options/payoff-at-expiry.js';
import { type Decimal, decimal, roundHalfUp } from '../../../src/kernel/decimal.js';
import { daysBetween } from '../../../src/kernel/local-date.js';
import { minorUnit } from '../../../src/kernel/money.js';
import { chinaDay } from './china-day.js';
import type { HeldOptionsInput, HeldOptionsResult } from './generated/heldOptions.js';
import { legWords } from './leg-words.js';
import { PAYOFF_DISCLAIMER } from './texts.js';

type Position = HeldOptionsInput['data']['positions']['edges'][number]['node'];
type Contract = NonNullable<Position['instrument']['optionContract']>;
type Held = HeldOptionsResult['options'][number];

/** Each option that the customer holds: its terms, what its exercise price means, where it breaks even. Without known terms it is only named. */
export function heldOptions({ data, asOf }: HeldOptionsInput): HeldOptionsResult {
  const options: Held[] = [];
  const withoutTerms: string[] = [];
  for (const { node } of data.positions.edges) {
    if (node.instrument.type !== 'OPTION') continue;
    const contract = node.instrument.optionContract;
    if (contract) options.push(heldOption(node, contract, chinaDay(asOf)));
    else withoutTerms.push(`${node.instrument.mic}:${node.instrument.symbol}`);
  }
  return {
    options: options.sort((a, b) => (a.expiresOn < b.expiresOn ? -1 : a.expiresOn > b.expiresOn ? 1 : 0)),
    withoutTerms: withoutTerms.sort(),
    disclaimer: PAYOFF_DISCLAIMER,
  };
}

/** A position counts units of the underlying; its average cost is the premium per unit, without charges. */
function heldOption({ quantity, averageCost, instrument }: Position, contract: Contract, today: string): Held {
  const { kind, style, strike, expiresOn, multiplier, underlying } = contract;
  const { amount: premium, currency } = averageCost;
  const contracts = decimal(quantity).div(multiplier);
  const leg = {
    kind,
    strike,
    quantity: contracts.toFixed(),
    price: roundHalfUp(decimal(premium), 6).toFixed(),
    multiplier,
  };
  const spot = underlying?.quote ? decimal(underlying.quote.last) : undefined;
  const money = (amount: Decimal) => roundHalfUp(amount, minorUnit(currency)).toFixed(minorUnit(currency));
  const exact = {
    kind,
    strike: decimal(strike),
    quantity: contracts,
    price: decimal(premium),
    multiplier: decimal(multiplier),
  };
  return {
    instrument: `${instrument.mic}:${instrument.symbol}`,
    nameZh: instrument.nameZh,
    nameEn: instrument.nameEn,
    underlying: underlying && `${underlying.mic}:${underlying.symbol}`,
    underlyingPrice: spot?.toFixed() ?? null,
    kind,
    style,
    strike,
    expiresOn,
    daysLeft: daysBetween(today, expiresOn),
    contracts: contracts.toFixed(),
    premium: leg.price,
    breakEven: (kind === 'CALL' ? decimal(strike).add(leg.price) : decimal(strike).sub(leg.price)).toFixed(),
    exercisePayment: money(decimal(quantity).mul(strike)),
    intrinsic: spot ? money(intrinsicValue(kind, exact.strike, spot).mul(quantity)) : null,
    payoffAtSpot: spot ? money(payoffAtExpiry([exact], spot)) : null,
    words: legWords(leg, currency),
  };
}
