import { AMERICAN_VALUE_CONVENTION, americanValue } from '../../../src/finance/options/american-value.js';
import {
  BLACK_SCHOLES_MERTON_CONVENTION,
  blackScholesMerton,
} from '../../../src/finance/options/black-scholes-merton.js';
import { intrinsicValue } from '../../../src/finance/options/intrinsic-value.js';
import { type Decimal, decimal, roundHalfUp } from '../../../src/kernel/decimal.js';
import { daysBetween } from '../../../src/kernel/local-date.js';
import { chinaDay } from './china-day.js';
import type { OptionValueInput, OptionValueResult } from './generated/optionValue.js';
import { spotOf } from './spot.js';
import { MODEL_DISCLAIMER } from './texts.js';

const DAYS_PER_YEAR = 365;
const RESULT_DECIMALS = 6;

/**
 * Model value and Greeks of one option per unit of the underlying: closed form for European exercise, a tree for American.
 *
 * Greeks are those of the European option, also for an American one. Time runs in calendar days of 365 to the year, from the day of the run in
 * China; on the day of expiry the value is the intrinsic one.
 */
export function optionValue({ args, data, asOf }: OptionValueInput): OptionValueResult {
  const spot = spotOf(data, args.spot);
  const daysLeft = daysBetween(chinaDay(asOf), args.expiresOn);
  if (daysLeft < 0) throw new Error('The option has expired.');
  const terms = {
    kind: args.kind,
    spot: spot.price.toNumber(),
    strike: decimal(args.strike).toNumber(),
    years: daysLeft / DAYS_PER_YEAR,
    volatility: decimal(args.volatility).toNumber(),
    rate: decimal(args.rate).toNumber(),
    dividendYield: decimal(args.dividendYield).toNumber(),
  };
  const european = blackScholesMerton(terms);
  const american = args.style === 'AMERICAN' ? americanValue(terms) : undefined;
  const intrinsic = intrinsicValue(args.kind, decimal(args.strike), spot.price);
  const value = american?.value ?? european.value;
  return {
    underlying: spot.printed,
    daysLeft,
    value: text(value),
    intrinsic: text(intrinsic),
    timeValue: text(value.sub(intrinsic)),
    earlyExercisePremium: american ? text(american.earlyExercisePremium) : null,
    greeks: {
      delta: text(european.delta),
      gamma: text(european.gamma),
      vegaPerPoint: text(european.vega.div(100)),
      thetaPerDay: text(european.theta.div(DAYS_PER_YEAR)),
      rhoPerPoint: text(european.rho.div(100)),
    },
    conventions: american
      ? [AMERICAN_VALUE_CONVENTION, BLACK_SCHOLES_MERTON_CONVENTION]
      : [BLACK_SCHOLES_MERTON_CONVENTION],
    disclaimer: MODEL_DISCLAIMER,
  };
}

function text(figure: Decimal): string {
  return roundHalfUp(figure, RESULT_DECIMALS).toFixed();
}
