// Generated from queries/underlying.graphql, schemas/payoff.args.json and schemas/payoff.result.json by `openfolio plugin validate`. Not to be edited.

export type PayoffArgs = {
  /** The underlying, by venue and symbol. */
  readonly instruments: readonly {
    /** Venue, ISO 10383. */
    readonly mic: string;
    readonly symbol: string;
  }[];
  /** All expire together. */
  readonly legs: readonly {
    readonly kind: 'CALL' | 'PUT' | 'UNDERLYING';
    /** Exercise price per unit; not for UNDERLYING. */
    readonly strike?: string;
    /** Contracts (units for UNDERLYING): positive is held, negative is written. */
    readonly quantity: string;
    /** Premium, or price of the underlying, per unit when it was opened. */
    readonly price: string;
    /** Units per contract; 1 for UNDERLYING. */
    readonly multiplier: string;
  }[];
  /** To open and to close, in all. */
  readonly fees: string;
  /** Even steps of the chart. */
  readonly points: number;
  /** Price of the underlying to try out; the latest price when left out. */
  readonly spot?: string;
};

/** The answer to the query, under the rights that the customer consented to. */
export type PayoffData = {
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
};

export interface PayoffInput {
  readonly args: PayoffArgs;
  readonly data: PayoffData;
  /** The instant of the run, RFC 3339. `Date.now()` answers the same. */
  readonly asOf: string;
}

export type PayoffResult = {
  readonly underlying: {
    readonly instrument: string;
    readonly nameZh: string;
    readonly nameEn: string;
    readonly currency: string;
    /** Price that the figures start from. */
    readonly price: string;
    readonly priceAsOf: string;
    readonly priceFrom: 'QUOTE' | 'GIVEN';
  };
  /** Prices at which nothing is won or lost; four decimals. */
  readonly breakEvens: readonly string[];
  readonly maxProfit: null | string;
  readonly maxLoss: null | string;
  /** If it expired at today's price. */
  readonly payoffAtSpot: string;
  /** Ascending; every corner of the line is in it. */
  readonly chart: readonly {
    readonly price: string;
    readonly payoff: string;
  }[];
  /** What each leg's exercise price means. */
  readonly words: readonly {
    readonly zh: string;
    readonly en: string;
  }[];
  readonly convention: string;
  readonly disclaimer: {
    readonly zh: string;
    readonly en: string;
  };
};
