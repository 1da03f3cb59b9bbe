// Generated from queries/holdings.graphql, schemas/measure-concentration.args.json and schemas/measure-concentration.result.json by `openfolio plugin validate`. Not to be edited.

export type MeasureConcentrationArgs = {
  /** Share from which a holding is called large; "0.2" is 20 %. */
  readonly largeFrom: string;
};

/** The answer to the query, under the rights that the customer consented to. */
export type MeasureConcentrationData = {
  readonly accounts: {
    readonly edges: readonly {
      readonly node: {
        readonly positions: {
          readonly edges: readonly {
            readonly node: {
              readonly instrument: {
                readonly mic: string;
                readonly symbol: string;
                readonly nameEn: string;
              };
              readonly marketValue: {
                readonly amount: string;
                readonly currency: string;
              } | null;
            };
          }[];
        };
      };
    }[];
  };
};

export interface MeasureConcentrationInput {
  readonly args: MeasureConcentrationArgs;
  readonly data: MeasureConcentrationData;
  /** The instant of the run, RFC 3339. `Date.now()` answers the same. */
  readonly asOf: string;
}

export type MeasureConcentrationResult = {
  readonly groups: readonly {
    readonly currency: string;
    /** Market value of the group. */
    readonly total: string;
    /** Sum of squared shares, four decimals: 1 is one holding, 0.1 is ten equal ones. */
    readonly herfindahl: string;
    /** Holdings from the given share on, largest first. */
    readonly largest: readonly {
      /** Venue and symbol. */
      readonly instrument: string;
      readonly name: string;
      /** "1" is 100 %. */
      readonly share: string;
    }[];
  }[];
  /** Venue and symbol of what could not be counted. */
  readonly withoutPrice: readonly string[];
};
