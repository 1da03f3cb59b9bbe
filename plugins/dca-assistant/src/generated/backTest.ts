// Generated from queries/closes.graphql, schemas/back-test.args.json and schemas/back-test.result.json by `openfolio plugin validate`. Not to be edited.

export type BackTestArgs = {
  /** Venue, ISO 10383. */
  readonly mic: string;
  /** The venue's symbol. */
  readonly symbol: string;
  /** First close to read; for SMART at least 250 trading days before the start. */
  readonly pricesFrom: string;
  /** First date of the plan. */
  readonly startsOn: string;
  /** Last day; its close values the plan. */
  readonly until: string;
  /** Closes of days, weeks or months. Orders are dealt on the days that have one. */
  readonly interval: 'DAY' | 'WEEK' | 'MONTH';
  /** How often the plan buys, counted from its start. */
  readonly frequency: 'DAILY' | 'WEEKLY' | 'FORTNIGHTLY' | 'MONTHLY';
  /** FIXED: the same amount. SMART: a multiple of it by the distance from the 250-day average. VALUE_AVERAGING: what is missing to a growing path of value. */
  readonly method: 'FIXED' | 'SMART' | 'VALUE_AVERAGING';
  /** Amount per date in the instrument's currency; of value averaging the path's step. */
  readonly amount: string;
  /** SMART: from which distance (−0.1 is 10 % below the average) which multiple; ascending. */
  readonly bands?: readonly {
    readonly from: string;
    readonly multiplier: string;
  }[];
  /** VALUE_AVERAGING: growth of the path per date, a fraction; 0 when left out. */
  readonly growthPerPeriod?: string;
  /** VALUE_AVERAGING above its path; SKIP when left out. */
  readonly whenAbove?: 'SELL' | 'SKIP';
  /** Funds and indices: fee on the net amount, a fraction; 0 when left out. */
  readonly subscriptionRate?: string;
  /** Funds and indices: fee on proceeds, a fraction; 0 when left out. */
  readonly redemptionRate?: string;
  /** Stocks and ETFs: agreed commission, a fraction of the value; 0.00025 when left out. */
  readonly commissionRate?: string;
  readonly takeProfit?: {
    /** NET_RETURN: gain ÷ what was paid in; XIRR: compound annual return. */
    readonly kind: 'NET_RETURN' | 'XIRR';
    /** Target as a fraction; 0.2 is 20 %. */
    readonly rate: string;
    /** XIRR: asked only from so many days after the first purchase on; 365 when left out. */
    readonly minDays?: number;
    /** STOP: sell all and end. RESET: sell all and begin anew. CONTINUE: sell nothing, note the day. */
    readonly onTarget: 'STOP' | 'RESET' | 'CONTINUE';
  };
  /** Ask for a plan of the fixed amount to be proposed; you confirm it or not. */
  readonly proposal?: {
    readonly accountId: string;
    readonly name: string;
    readonly startsOn: string;
    readonly months: number;
  };
};

/** The answer to the query, under the rights that the customer consented to. */
export type BackTestData = {
  readonly instrument: {
    readonly mic: string;
    readonly symbol: string;
    readonly nameZh: string;
    readonly nameEn: string;
    readonly type: 'STOCK' | 'ETF' | 'FUND' | 'BOND' | 'OPTION' | 'INDEX';
    readonly currency: string;
    readonly lotSize: string;
  } | null;
  readonly priceSeries: {
    readonly dates: readonly string[];
    readonly closes: readonly string[];
    readonly sources: readonly string[];
  } | null;
};

export interface BackTestInput {
  readonly args: BackTestArgs;
  readonly data: BackTestData;
  /** The instant of the run, RFC 3339. `Date.now()` answers the same. */
  readonly asOf: string;
}

export type BackTestResult = {
  readonly instrument: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly currency: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly refusal: {
    readonly code: string;
    readonly message: {
      readonly zh: string;
      readonly en: string;
    };
  } | null;
  readonly plan: {
    /** All that was paid in, fees included. */
    readonly invested: string;
    /** Fees and charges in it, and of sales. */
    readonly fees: string;
    /** Held at the end. */
    readonly units: string;
    /** Units × last close, before a redemption fee. */
    readonly value: string;
    /** What sales brought, fees taken off. */
    readonly proceeds: string;
    /** Too little for a lot at the end; not invested. */
    readonly carried: string;
    /** (value + proceeds) ÷ invested − 1. */
    readonly netReturn: string | null;
    /** XIRR; null when it can't be told. */
    readonly compoundAnnualReturn: string | null;
    /** Deepest fall from a peak, ≤ 0. */
    readonly maxDrawdown: string;
    readonly endedBy: 'NO_FUNDS' | 'TAKE_PROFIT' | null;
    readonly targetReachedOn: readonly string[];
    readonly lumpSum: {
      readonly invested: string;
      readonly units: string;
      readonly value: string;
      readonly netReturn: string;
      readonly compoundAnnualReturn: string | null;
      readonly maxDrawdown: string;
    } | null;
    /** The latest dates; earlier ones are counted in scheduleOmitted. */
    readonly schedule: readonly {
      readonly scheduledOn: string | null;
      readonly tradedOn: string;
      readonly outcome: 'BOUGHT' | 'SOLD' | 'TOOK_PROFIT' | 'SKIPPED_NO_FUNDS' | 'SKIPPED_ABOVE_PATH' | 'SKIPPED_ZERO' | 'SKIPPED_BELOW_LOT';
      readonly price: string;
      readonly amount: string;
      readonly fee: string;
      readonly units: string;
      readonly multiplier: string | null;
    }[];
    readonly scheduleOmitted: number;
    readonly chart: readonly {
      readonly on: string;
      /** Paid in so far, less proceeds. */
      readonly invested: string;
      readonly value: string;
      /** Value of the same most amount invested at once. */
      readonly lumpSum: string | null;
    }[];
  } | null;
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
  readonly proposals: readonly {
    readonly document: 'mutations/create-investment-plan.graphql';
    readonly variables: {
      readonly input: {
        readonly accountId: string;
        readonly name: string;
        readonly frequency: 'DAILY' | 'WEEKLY' | 'FORTNIGHTLY' | 'MONTHLY';
        readonly startsOn: string;
        readonly expiresOn: string;
        readonly orders: readonly {
          readonly instrument: {
            readonly mic: string;
            readonly symbol: string;
          };
          readonly amount: string;
        }[];
        readonly capTotal: string;
      };
    };
    readonly reason: string;
  }[];
};
