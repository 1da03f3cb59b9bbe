// Generated from queries/monthly-closes.graphql, schemas/plan-goal.args.json and schemas/plan-goal.result.json by `openfolio plugin validate`. Not to be edited.

export type PlanGoalArgs = {
  /** Venue of the instrument or index whose past months are drawn. */
  readonly mic: string;
  readonly symbol: string;
  /** First month of the past. */
  readonly pricesFrom: string;
  /** Last month of the past. */
  readonly pricesUntil: string;
  /** EDUCATION: a sum on a day. PENSION: a sum that then pays a pension. */
  readonly kind: 'EDUCATION' | 'PENSION';
  /** What the goal costs at today's prices, in the instrument's currency; of a pension per month. */
  readonly amountToday: string;
  /** Until it is needed. */
  readonly months: number;
  /** PENSION: how long it is paid; 240 when left out. */
  readonly payoutMonths?: number;
  /** Assumed, per year, a fraction. */
  readonly inflation: string;
  /** Assumed for the needed contribution, per year, a fraction. */
  readonly annualReturn: string;
  /** Saved already; 0 when left out. */
  readonly present?: string;
  /** What you can pay each month; the needed contribution when left out. */
  readonly payment?: string;
  /** When in a month it is paid; END when left out. */
  readonly timing?: 'END' | 'BEGINNING';
  /** Pay a share of the wage on payday instead of a fixed amount. */
  readonly wage?: {
    readonly monthly: string;
    readonly annualGrowth: string;
  };
  /** PENSION in CNY: the personal pension account. */
  readonly personalPension?: {
    /** Your own marginal rate of income tax, 0 to 0.45. */
    readonly marginalRate: string;
  };
  /** Months drawn in one piece; 12 when left out. */
  readonly blockMonths?: number;
  /** Draws; 500 when left out. */
  readonly paths?: number;
  /** 1 when left out; the same seed gives the same draws. */
  readonly seed?: number;
};

/** The answer to the query, under the rights that the customer consented to. */
export type PlanGoalData = {
  readonly instrument: {
    readonly nameZh: string;
    readonly nameEn: string;
    readonly currency: string;
  } | null;
  readonly priceSeries: {
    readonly dates: readonly string[];
    readonly closes: readonly string[];
    readonly sources: readonly string[];
  } | null;
};

export interface PlanGoalInput {
  readonly args: PlanGoalArgs;
  readonly data: PlanGoalData;
  /** The instant of the run, RFC 3339. `Date.now()` answers the same. */
  readonly asOf: string;
}

export type PlanGoalResult = {
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
  readonly plan: {
    /** The goal at the prices of its day; of a pension the first month's. */
    readonly nominal: string;
    /** What has to be saved by then. */
    readonly target: string;
    /** Per month, at the assumed return. */
    readonly neededContribution: string;
    /** All of these contributions. */
    readonly paidIn: string;
    readonly wageShare: {
      /** Of each month's wage; above 1 it does not reach. */
      readonly share: string;
      readonly firstPayment: string;
    } | null;
    readonly probability: {
      /** Of the first month. */
      readonly payment: string;
      readonly paidIn: string;
      /** Share of the draws that reach the target. */
      readonly probability: string;
      readonly standardError: string;
      /** 5 % of the draws end at or below. */
      readonly low: string;
      readonly median: string;
      /** 95 % of the draws end at or below. */
      readonly high: string;
      readonly convention: string;
    };
    readonly history: {
      readonly from: string;
      readonly to: string;
      readonly months: number;
      /** Worst month. */
      readonly lowest: string;
      /** Best month. */
      readonly highest: string;
    };
    readonly personalPension: {
      readonly deductiblePerYear: string;
      readonly taxSavedPerYear: string;
      /** Of the first month's pension. */
      readonly payoutTaxPerMonth: string;
      readonly rule: {
        readonly validFrom: string;
        readonly status: string;
        readonly source: string;
      };
    } | null;
    readonly chart: readonly {
      readonly month: number;
      readonly paidIn: string;
      readonly value: string;
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
    readonly convention: string;
  };
};
