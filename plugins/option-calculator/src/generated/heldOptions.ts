// Generated from queries/held-options.graphql, schemas/held-options.args.json and schemas/held-options.result.json by `openfolio plugin validate`. Not to be edited.

export type HeldOptionsArgs = Readonly<Record<string, never>>;

/** The answer to the query, under the rights that the customer consented to. */
export type HeldOptionsData = {
  readonly positions: {
    readonly edges: readonly {
      readonly node: {
        readonly quantity: string;
        readonly averageCost: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly instrument: {
          readonly mic: string;
          readonly symbol: string;
          readonly nameZh: string;
          readonly nameEn: string;
          readonly type: 'STOCK' | 'ETF' | 'FUND' | 'BOND' | 'OPTION' | 'INDEX';
          readonly optionContract: {
            readonly kind: 'CALL' | 'PUT';
            readonly style: 'AMERICAN' | 'EUROPEAN';
            readonly strike: string;
            readonly expiresOn: string;
            readonly multiplier: string;
            readonly underlying: {
              readonly mic: string;
              readonly symbol: string;
              readonly quote: {
                readonly last: string;
                readonly asOf: string;
              } | null;
            } | null;
          } | null;
        };
      };
    }[];
  };
};

export interface HeldOptionsInput {
  readonly args: HeldOptionsArgs;
  readonly data: HeldOptionsData;
  /** The instant of the run, RFC 3339. `Date.now()` answers the same. */
  readonly asOf: string;
}

export type HeldOptionsResult = {
  /** Earliest expiry first. */
  readonly options: readonly {
    readonly instrument: string;
    readonly nameZh: string;
    readonly nameEn: string;
    readonly underlying: null | string;
    readonly underlyingPrice: null | string;
    readonly kind: 'CALL' | 'PUT';
    readonly style: 'AMERICAN' | 'EUROPEAN';
    /** Exercise price per unit of the underlying. */
    readonly strike: string;
    readonly expiresOn: string;
    /** Calendar days from today in China. */
    readonly daysLeft: number;
    readonly contracts: string;
    /** Average paid per unit, without charges. */
    readonly premium: string;
    /** Exercise price plus premium of a call, less premium of a put. */
    readonly breakEven: string;
    /** Exercise price times units: paid for a call, received for a put. */
    readonly exercisePayment: string;
    readonly intrinsic: null | string;
    readonly payoffAtSpot: null | string;
    readonly words: {
      readonly zh: string;
      readonly en: string;
    };
  }[];
  /** Options whose terms the platform does not know. */
  readonly withoutTerms: readonly string[];
  readonly disclaimer: {
    readonly zh: string;
    readonly en: string;
  };
};
