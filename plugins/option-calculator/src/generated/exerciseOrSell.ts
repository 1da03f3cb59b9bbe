// Generated from queries/underlying.graphql, schemas/exercise-or-sell.args.json and schemas/exercise-or-sell.result.json by `openfolio plugin validate`. Not to be edited.

export type ExerciseOrSellArgs = {
  /** The underlying, by venue and symbol. */
  readonly instruments: readonly {
    /** Venue, ISO 10383. */
    readonly mic: string;
    readonly symbol: string;
  }[];
  readonly kind: 'CALL' | 'PUT';
  /** Exercise price per unit. */
  readonly strike: string;
  /** What a buyer of the option offers now, per unit. */
  readonly bid: string;
  /** Held, positive. */
  readonly contracts: string;
  /** Units per contract. */
  readonly multiplier: string;
  readonly exerciseFees: string;
  readonly saleFees: string;
  /** Price of the underlying to try out; the latest price when left out. */
  readonly spot?: string;
};

/** The answer to the query, under the rights that the customer consented to. */
export type ExerciseOrSellData = {
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

export interface ExerciseOrSellInput {
  readonly args: ExerciseOrSellArgs;
  readonly data: ExerciseOrSellData;
  /** The instant of the run, RFC 3339. `Date.now()` answers the same. */
  readonly asOf: string;
}

export type ExerciseOrSellResult = {
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
  /** Intrinsic value less fees. */
  readonly exerciseNet: string;
  /** Bid less fees. */
  readonly saleNet: string;
  /** Which sum is the higher one; NEITHER brings anything. */
  readonly higher: 'EXERCISE' | 'SELL' | 'EQUAL' | 'NEITHER';
  /** By exercising; negative where the bid lies below the intrinsic value. */
  readonly timeValueGivenUp: string;
  /** Exercise price times units: paid for a call, received for a put. */
  readonly exercisePayment: string;
  readonly words: {
    readonly zh: string;
    readonly en: string;
  };
  readonly disclaimer: {
    readonly zh: string;
    readonly en: string;
  };
};
