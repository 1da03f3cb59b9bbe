// Generated from queries/check-up.graphql, schemas/check-up.args.json and schemas/check-up.result.json by `openfolio plugin validate`. Not to be edited.

export type CheckUpArgs = {
  /** Day of the exchange rates: today for the present state. */
  readonly rateDay: string;
  /** How many instruments are listed, strongest effect first. */
  readonly instruments: number;
};

/** The answer to the query, under the rights that the customer consented to. */
export type CheckUpData = {
  readonly usd: {
    readonly rate: string;
    readonly date: string;
    readonly source: string;
  };
  readonly hkd: {
    readonly rate: string;
    readonly date: string;
    readonly source: string;
  };
  readonly portfolio: {
    readonly baseCurrency: string;
    readonly totalValue: {
      readonly value: {
        readonly amount: string;
      };
    };
    readonly cash: {
      readonly value: {
        readonly amount: string;
      };
    };
    readonly allocation: {
      readonly slices: readonly {
        readonly key: string;
        readonly value: {
          readonly amount: string;
        };
        readonly weight: string;
      }[];
    };
    readonly concentration: {
      readonly hhi: {
        readonly value: string | null;
        readonly convention: string;
      };
      readonly effectiveNumber: {
        readonly value: string | null;
      };
      readonly top1: {
        readonly value: string | null;
      };
      readonly top5: {
        readonly value: string | null;
      };
    };
    readonly performance: {
      readonly from: string;
      readonly to: string;
      readonly profit: {
        readonly value: {
          readonly amount: string;
        };
      };
      readonly netFlows: {
        readonly value: {
          readonly amount: string;
        };
      };
      readonly dividends: {
        readonly value: {
          readonly amount: string;
        };
      };
      readonly fees: {
        readonly value: {
          readonly amount: string;
        };
      };
      readonly twr: {
        readonly value: string | null;
        readonly convention: string;
      };
      readonly twrAnnualised: {
        readonly value: string | null;
      };
      readonly xirr: {
        readonly value: string | null;
        readonly convention: string;
      };
      readonly maxDrawdown: {
        readonly value: string | null;
        readonly convention: string;
      };
      readonly days: readonly {
        readonly date: string;
        readonly value: {
          readonly amount: string;
        };
        readonly index: string;
      }[];
      readonly warnings: readonly {
        readonly code: 'VALUED_AT_COST' | 'NOTHING_TO_SHARE';
      }[];
    };
  };
  readonly positions: {
    readonly edges: readonly {
      readonly node: {
        readonly instrument: {
          readonly mic: string;
          readonly symbol: string;
          readonly nameZh: string;
          readonly nameEn: string;
        };
        readonly costBasis: {
          readonly amount: string;
          readonly currency: string;
        };
        readonly marketValue: {
          readonly amount: string;
          readonly currency: string;
        } | null;
        readonly realizedPnl: {
          readonly amount: string;
        };
        readonly dividendsNet: {
          readonly amount: string;
        };
        readonly fees: {
          readonly amount: string;
        };
      };
    }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
    };
  };
  readonly transactions: {
    readonly edges: readonly {
      readonly node: {
        readonly tradeDate: string;
      };
    }[];
  };
};

export interface CheckUpInput {
  readonly args: CheckUpArgs;
  readonly data: CheckUpData;
  /** The instant of the run, RFC 3339. `Date.now()` answers the same. */
  readonly asOf: string;
}

export type CheckUpResult = {
  readonly baseCurrency: string;
  readonly from: string;
  readonly to: string;
  /** Securities and cash now. */
  readonly totalValue: string;
  readonly profit: {
    /** End value less net flows, over the whole history. */
    readonly total: string;
    /** Sum over all instruments. */
    readonly instruments: string;
    /** Total less instruments; see the note REST. */
    readonly rest: string;
    readonly dividends: string;
    /** Paid in less taken out. */
    readonly netFlows: string;
    readonly byInstrument: readonly {
      readonly instrument: string;
      readonly nameZh: string;
      readonly nameEn: string;
      /** Realised, not yet realised and dividends, after the charges of its trades. */
      readonly profit: string;
      readonly realized: string;
      readonly unrealized: string;
      readonly dividends: string;
      /** Already taken off the profit. */
      readonly fees: string;
    }[];
    readonly others: {
      readonly instruments: number;
      readonly profit: string;
    };
  };
  readonly returns: {
    readonly twr: null | string;
    readonly twrAnnualised: null | string;
    readonly xirr: null | string;
    readonly timing: null | string;
  };
  readonly drawdown: {
    readonly max: null | string;
    readonly peakOn: null | string;
    readonly troughOn: null | string;
    readonly recoveredOn: null | string;
    readonly now: null | string;
  };
  readonly concentration: {
    readonly hhi: null | string;
    readonly effectiveNumber: null | string;
    readonly top1: null | string;
    readonly top5: null | string;
  };
  readonly currencies: readonly {
    readonly currency: string;
    /** In the base currency. */
    readonly value: string;
    readonly weight: string;
  }[];
  readonly costs: {
    readonly fees: string;
    /** Mean of the listed days. */
    readonly averageValue: string;
    readonly perYear: null | string;
    readonly shareOfGain: null | string;
  };
  readonly cash: {
    readonly amount: string;
    readonly weight: null | string;
    readonly lastTradeOn: null | string;
    readonly daysSinceTrade: null | number;
  };
  readonly conventions: readonly string[];
  readonly notes: readonly {
    readonly code: string;
    readonly zh: string;
    readonly en: string;
  }[];
  readonly findings: readonly {
    readonly code: string;
    readonly zh: string;
    readonly en: string;
  }[];
  readonly disclaimer: {
    readonly zh: string;
    readonly en: string;
  };
};
