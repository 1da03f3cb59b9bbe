// Generated from queries/underlying.graphql, schemas/option-value.args.json and schemas/option-value.result.json by `openfolio plugin validate`. Not to be edited.

export type OptionValueArgs = {
  /** The underlying, by venue and symbol. */
  readonly instruments: readonly {
    /** Venue, ISO 10383. */
    readonly mic: string;
    readonly symbol: string;
  }[];
  readonly kind: 'CALL' | 'PUT';
  readonly style: 'EUROPEAN' | 'AMERICAN';
  /** Exercise price per unit. */
  readonly strike: string;
  /** Day of expiry. */
  readonly expiresOn: string;
  /** Annual: 0.2 is 20 %. */
  readonly volatility: string;
  /** Riskless rate, continuous, annual. */
  readonly rate: string;
  /** Continuous, annual. */
  readonly dividendYield: string;
  /** Price of the underlying to try out; the latest price when left out. */
  readonly spot?: string;
};

/** The answer to the query, under the rights that the customer consented to. */
export type OptionValueData = {
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

export interface OptionValueInput {
  readonly args: OptionValueArgs;
  readonly data: OptionValueData;
  /** The instant of the run, RFC 3339. `Date.now()` answers the same. */
  readonly asOf: string;
}

export type OptionValueResult = {
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
  readonly daysLeft: number;
  /** Per unit of the underlying. */
  readonly value: string;
  /** What exercising now would bring, per unit. */
  readonly intrinsic: string;
  readonly timeValue: string;
  readonly earlyExercisePremium: null | string;
  /** Of the European option. */
  readonly greeks: {
    readonly delta: string;
    readonly gamma: string;
    /** Per percentage point of volatility. */
    readonly vegaPerPoint: string;
    /** Per calendar day. */
    readonly thetaPerDay: string;
    /** Per percentage point of the rate. */
    readonly rhoPerPoint: string;
  };
  readonly conventions: readonly string[];
  readonly disclaimer: {
    readonly zh: string;
    readonly en: string;
  };
};
