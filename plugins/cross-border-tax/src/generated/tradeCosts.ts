// Generated from queries/instrument.graphql, schemas/trade-costs.args.json and schemas/trade-costs.result.json by `openfolio plugin validate`. Not to be edited.

export type TradeCostsArgs = {
  /** The instrument, by venue and symbol. */
  readonly instruments: readonly {
    /** Venue, ISO 10383. */
    readonly mic: string;
    readonly symbol: string;
  }[];
  /** Units, positive. */
  readonly quantity: string;
  /** Per unit, in the instrument's currency. */
  readonly price: string;
  /** Picks the rate rows. */
  readonly tradeDate: string;
  /** Agreed with the broker, as a fraction of the value: 0.00025 is 0.025 %. */
  readonly commissionRate: string;
};

/** The answer to the query, under the rights that the customer consented to. */
export type TradeCostsData = {
  readonly quotes: readonly {
    readonly instrument: {
      readonly mic: string;
      readonly symbol: string;
      readonly nameZh: string;
      readonly nameEn: string;
      readonly type: 'STOCK' | 'ETF' | 'FUND' | 'BOND' | 'OPTION' | 'INDEX';
      readonly currency: string;
    };
  }[];
};

export interface TradeCostsInput {
  readonly args: TradeCostsArgs;
  readonly data: TradeCostsData;
  /** The instant of the run, RFC 3339. `Date.now()` answers the same. */
  readonly asOf: string;
}

export type TradeCostsResult = {
  readonly instrument: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly currency: string;
  readonly tradeDate: string;
  /** Units times price. */
  readonly value: string;
  readonly sides: readonly {
    readonly side: 'BUY' | 'SELL';
    readonly refusal: null | {
      readonly code: string;
      readonly message: string;
    };
    readonly lines: readonly {
      readonly code: string;
      readonly amount: string;
      readonly row: null | {
        /** Key and first day of the rate row. */
        readonly id: string;
        readonly validFrom: null | string;
        readonly validTo: null | string;
        /** OFFICIAL: read in an issuer's page or the legal text. SECONDARY: press or broker pages. UNVERIFIED: neither was found. */
        readonly status: 'OFFICIAL' | 'SECONDARY' | 'UNVERIFIED';
        readonly source: string;
      };
    }[];
    readonly total: null | string;
    readonly net: null | string;
  }[];
  readonly disclaimer: {
    readonly zh: string;
    readonly en: string;
  };
};
