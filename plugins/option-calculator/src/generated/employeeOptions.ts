// Generated from queries/nothing.graphql, schemas/employee-options.args.json and schemas/employee-options.result.json by `openfolio plugin validate`. Not to be edited.

export type EmployeeOptionsArgs = {
  /** Positive. */
  readonly shares: string;
  /** Per share, CNY. */
  readonly strike: string;
  /** Per share on the day of exercise, CNY. */
  readonly marketPrice: string;
  /** Equity income of the same calendar year before, CNY. */
  readonly earlierIncome: string;
  /** Picks the rule. */
  readonly exercisedOn: string;
};

/** The answer to the query, under the rights that the customer consented to. */
export type EmployeeOptionsData = {
  readonly venues: readonly {
    readonly mic: string;
  }[];
};

export interface EmployeeOptionsInput {
  readonly args: EmployeeOptionsArgs;
  readonly data: EmployeeOptionsData;
  /** The instant of the run, RFC 3339. `Date.now()` answers the same. */
  readonly asOf: string;
}

export type EmployeeOptionsResult = {
  readonly outcome: {
    readonly state: 'DUE' | 'EXPIRED' | 'NO_RATE' | 'UNDER_WATER';
    readonly reason: string;
    readonly income: null | string;
    readonly taxDue: null | string;
    readonly cashNeeded: null | string;
    readonly netIfSold: null | string;
    readonly breakEvenPrice: null | string;
    readonly row: null | {
      /** Key and first day of the rate row. */
      readonly id: string;
      readonly validFrom: null | string;
      readonly validTo: null | string;
      /** OFFICIAL: read in an issuer's page or the legal text. SECONDARY: press or broker pages. UNVERIFIED: neither was found. */
      readonly status: 'OFFICIAL' | 'SECONDARY' | 'UNVERIFIED';
      readonly source: string;
    };
  };
  readonly words: {
    readonly zh: string;
    readonly en: string;
  };
  readonly disclaimer: {
    readonly zh: string;
    readonly en: string;
  };
};
