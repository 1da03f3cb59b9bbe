// Generated from queries/tax-year.graphql, schemas/year-end-report.args.json and schemas/year-end-report.result.json by `openfolio plugin validate`. Not to be edited.

export type YearEndReportArgs = {
  /** Calendar year of the report. */
  readonly year: number;
  /** Day whose rates of exchange convert gains abroad into CNY: 31 December of the year for a return. */
  readonly rateDay: string;
  /** Whether a valid form W-8BEN was on file for US dividends. */
  readonly hasW8Ben: boolean;
};

/** The answer to the query, under the rights that the customer consented to. */
export type YearEndReportData = {
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
  readonly accounts: {
    readonly edges: readonly {
      readonly node: {
        readonly name: string;
        readonly maskedNumber: string;
        readonly taxYear: {
          readonly holdings: readonly {
            readonly currency: string;
            readonly instrument: {
              readonly mic: string;
              readonly symbol: string;
              readonly nameZh: string;
              readonly nameEn: string;
              readonly type: 'STOCK' | 'ETF' | 'FUND' | 'BOND' | 'OPTION' | 'INDEX';
              readonly dividendTaxClass: string | null;
            };
            readonly disposals: readonly {
              readonly type: 'BUY' | 'SELL' | 'SUBSCRIBE' | 'REDEEM' | 'DIVIDEND' | 'DIVIDEND_TAX' | 'TAX_TOP_UP' | 'INTEREST' | 'FEE' | 'DEPOSIT' | 'WITHDRAWAL' | 'FX' | 'TRANSFER_IN' | 'TRANSFER_OUT' | 'SPLIT' | 'BONUS' | 'RIGHTS' | 'EXERCISE' | 'ASSIGN' | 'EXPIRE' | 'ADJUSTMENT';
              readonly acquiredOn: string;
              readonly disposedOn: string;
              readonly quantity: string;
              readonly cost: {
                readonly amount: string;
              };
              readonly proceeds: {
                readonly amount: string;
              };
              readonly dividends: readonly {
                readonly recordedOn: string;
                readonly gross: {
                  readonly amount: string;
                };
              }[];
            }[];
            readonly dividends: readonly {
              readonly recordedOn: string;
              readonly gross: {
                readonly amount: string;
              };
              readonly withheld: {
                readonly amount: string;
              };
              readonly lots: readonly {
                readonly acquiredOn: string;
                readonly quantity: string;
                readonly gross: {
                  readonly amount: string;
                };
                readonly grossStillHeld: {
                  readonly amount: string;
                };
              }[];
            }[];
            readonly taxes: readonly {
              readonly type: 'BUY' | 'SELL' | 'SUBSCRIBE' | 'REDEEM' | 'DIVIDEND' | 'DIVIDEND_TAX' | 'TAX_TOP_UP' | 'INTEREST' | 'FEE' | 'DEPOSIT' | 'WITHDRAWAL' | 'FX' | 'TRANSFER_IN' | 'TRANSFER_OUT' | 'SPLIT' | 'BONUS' | 'RIGHTS' | 'EXERCISE' | 'ASSIGN' | 'EXPIRE' | 'ADJUSTMENT';
              readonly on: string;
              readonly amount: {
                readonly amount: string;
              };
            }[];
            readonly charges: readonly {
              readonly type: 'BUY' | 'SELL' | 'SUBSCRIBE' | 'REDEEM' | 'DIVIDEND' | 'DIVIDEND_TAX' | 'TAX_TOP_UP' | 'INTEREST' | 'FEE' | 'DEPOSIT' | 'WITHDRAWAL' | 'FX' | 'TRANSFER_IN' | 'TRANSFER_OUT' | 'SPLIT' | 'BONUS' | 'RIGHTS' | 'EXERCISE' | 'ASSIGN' | 'EXPIRE' | 'ADJUSTMENT';
              readonly code: string;
              readonly amount: {
                readonly amount: string;
                readonly currency: string;
              };
              readonly rateValidFrom: string | null;
              readonly trades: number;
            }[];
          }[];
        };
      };
    }[];
  };
};

export interface YearEndReportInput {
  readonly args: YearEndReportArgs;
  readonly data: YearEndReportData;
  /** The instant of the run, RFC 3339. `Date.now()` answers the same. */
  readonly asOf: string;
}

export type YearEndReportResult = {
  readonly year: number;
  readonly through: string;
  /** False where an item has no rate row or an expired one. */
  readonly complete: boolean;
  readonly accounts: readonly {
    readonly account: string;
    readonly name: string;
    readonly holdings: readonly {
      readonly instrument: string;
      readonly nameZh: string;
      readonly nameEn: string;
      readonly channel: 'A_SHARE' | 'STOCK_CONNECT' | 'HONG_KONG_DIRECT' | 'US_DIRECT' | 'OTHER';
      readonly currency: string;
      readonly lines: readonly {
        readonly kind: 'A_SHARE_DIVIDEND' | 'A_SHARE_GAIN' | 'CONNECT_DIVIDEND' | 'CONNECT_GAIN' | 'US_DIVIDEND_WITHHOLDING' | 'US_DIVIDEND_HOME' | 'OVERSEAS_GAIN' | 'DIVIDEND' | 'GAIN';
        /** Only DUE and EXEMPT are figures. PENDING: the sale decides. POOLED: see overseasGains. EXPIRED: the rule ended and no later one is known. NO_RATE: no row covers it. */
        readonly state: 'DUE' | 'EXEMPT' | 'PENDING' | 'POOLED' | 'EXPIRED' | 'NO_RATE';
        /** Class, holding period, or why there is no figure. */
        readonly reason: string;
        /** Day that picked the rate row, of the earliest lot. */
        readonly on: string;
        /** Lots in this line; each was rounded before it was added. */
        readonly lots: number;
        /** Gross dividend, or gain after costs, in the holding's currency. */
        readonly base: string;
        readonly rate: null | string;
        readonly due: null | string;
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
      /** Sum of the lines with a figure; gains abroad are taxed together, see overseasGains. */
      readonly taxDue: string;
      /** Dividend taxes that the ledger shows in the year. */
      readonly taxTaken: string;
      readonly costs: readonly {
        readonly side: string;
        readonly code: string;
        readonly amount: string;
        readonly currency: string;
        readonly charges: number;
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
    }[];
  }[];
  readonly overseasGains: null | {
    readonly state: 'DUE' | 'EXEMPT' | 'NO_RATE';
    readonly reason: string;
    readonly gainsCny: null | string;
    readonly lossesCny: null | string;
    readonly netCny: null | string;
    readonly dueCny: null | string;
    readonly fileFrom: null | string;
    readonly fileUntil: null | string;
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
  readonly exchangeRates: readonly {
    readonly base: string;
    readonly quote: string;
    readonly rate: string;
    readonly date: string;
    readonly source: string;
  }[];
  readonly notes: readonly {
    readonly code: string;
    readonly zh: string;
    readonly en: string;
  }[];
  readonly disclaimer: {
    readonly zh: string;
    readonly en: string;
  };
};
