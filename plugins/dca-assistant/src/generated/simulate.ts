// Generated from queries/instrument.graphql, schemas/simulate.args.json and schemas/simulate.result.json by `openfolio plugin validate`. Not to be edited.

export type SimulateArgs = {
  /** Venue, ISO 10383. */
  readonly mic: string;
  /** The venue's symbol. */
  readonly symbol: string;
  /** First date of the plan. */
  readonly startsOn: string;
  /** How long it runs. */
  readonly months: number;
  /** How often the plan buys. */
  readonly frequency: 'WEEKLY' | 'FORTNIGHTLY' | 'MONTHLY';
  /** Amount per date. */
  readonly amount: string;
  /** Your own assumptions, as fractions a year: 0.04 is 4 %. None is a forecast. */
  readonly annualReturns: readonly string[];
  /** Fee on the net amount, a fraction; 0 when left out. */
  readonly subscriptionRate?: string;
};

/** The answer to the query, under the rights that the customer consented to. */
export type SimulateData = {
  readonly instrument: {
    readonly mic: string;
    readonly symbol: string;
    readonly nameZh: string;
    readonly nameEn: string;
    readonly type: 'STOCK' | 'ETF' | 'FUND' | 'BOND' | 'OPTION' | 'INDEX';
    readonly currency: string;
  } | null;
};

export interface SimulateInput {
  readonly args: SimulateArgs;
  readonly data: SimulateData;
  /** The instant of the run, RFC 3339. `Date.now()` answers the same. */
  readonly asOf: string;
}

export type SimulateResult = {
  readonly instrument: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly currency: string;
  readonly refusal: {
    readonly code: string;
    readonly message: {
      readonly zh: string;
      readonly en: string;
    };
  } | null;
  readonly scenarios: readonly {
    readonly annualReturn: string;
    readonly dates: number;
    readonly invested: string;
    readonly fees: string;
    readonly value: string;
    readonly netReturn: string | null;
    readonly compoundAnnualReturn: string | null;
    /** All of it invested on the first day. */
    readonly lumpSumValue: string | null;
    readonly chart: readonly {
      readonly on: string;
      readonly invested: string;
      readonly value: string;
    }[];
  }[];
  readonly disclosure: {
    readonly method: {
      readonly zh: string;
      readonly en: string;
    };
    readonly formulas: readonly string[];
    readonly dataSource: {
      readonly zh: string;
      readonly en: string;
    };
    readonly riskNotice: {
      readonly zh: string;
      readonly en: string;
    };
  };
};
