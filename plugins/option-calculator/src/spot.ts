import { type Decimal, decimal } from '../../../src/kernel/decimal.js';
import { minorUnit } from '../../../src/kernel/money.js';

interface Quoted {
  readonly quotes: readonly {
    readonly last: string;
    readonly asOf: string;
    readonly currency: string;
    readonly instrument: {
      readonly mic: string;
      readonly symbol: string;
      readonly nameZh: string;
      readonly nameEn: string;
    };
  }[];
}

export interface Spot {
  readonly price: Decimal;
  readonly decimals: number;
  readonly printed: {
    readonly instrument: string;
    readonly nameZh: string;
    readonly nameEn: string;
    readonly currency: string;
    readonly price: string;
    readonly priceAsOf: string;
    /** QUOTE: the platform's latest price. GIVEN: the caller's own. */
    readonly priceFrom: 'QUOTE' | 'GIVEN';
  };
}

/** The underlying at its latest price, or at the price that the caller gives to try one out. */
export function spotOf({ quotes }: Quoted, given: string | undefined): Spot {
  const [quote] = quotes;
  if (!quote) throw new Error('The underlying is not known, or has no price.');
  const { instrument, last, asOf, currency } = quote;
  const price = decimal(given ?? last);
  if (!price.greaterThan(0)) throw new Error('The price of the underlying must be positive.');
  return {
    price,
    decimals: minorUnit(currency),
    printed: {
      instrument: `${instrument.mic}:${instrument.symbol}`,
      nameZh: instrument.nameZh,
      nameEn: instrument.nameEn,
      currency,
      price: price.toFixed(),
      priceAsOf: asOf,
      priceFrom: given === undefined ? 'QUOTE' : 'GIVEN',
    },
  };
}
