// Generated from queries/connected-apps.graphql, schemas/propose-tidy-up.args.json and schemas/propose-tidy-up.result.json by `openfolio plugin validate`. Not to be edited.

export type ProposeTidyUpArgs = {
  /** From how many days without a read an app counts as unused. */
  readonly unusedDays: number;
};

/** The answer to the query, under the rights that the customer consented to. */
export type ProposeTidyUpData = {
  readonly connectedApps: readonly {
    readonly grantId: string;
    readonly nameEn: string;
    readonly grantedAt: string;
    readonly lastReadAt: string | null;
  }[];
};

export interface ProposeTidyUpInput {
  readonly args: ProposeTidyUpArgs;
  readonly data: ProposeTidyUpData;
  /** The instant of the run, RFC 3339. `Date.now()` answers the same. */
  readonly asOf: string;
}

export type ProposeTidyUpResult = {
  /** How many apps were looked at. */
  readonly checked: number;
  readonly proposals: readonly {
    readonly document: 'mutations/end-consent.graphql';
    readonly variables: {
      readonly grantId: string;
    };
    /** What the customer reads beside the button. */
    readonly reason: string;
  }[];
};
