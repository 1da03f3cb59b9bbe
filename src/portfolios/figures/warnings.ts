/** Something that a reader of a figure must know; the figure stands all the same. */
export interface PortfolioWarning {
  readonly code: 'VALUED_AT_COST' | 'NOTHING_TO_SHARE';
  readonly message: string;
  readonly mic: string | null;
  readonly symbol: string | null;
}

export function unpricedWarnings(instruments: readonly { mic: string; symbol: string }[]): PortfolioWarning[] {
  return instruments.map(({ mic, symbol }) => ({
    code: 'VALUED_AT_COST',
    message: `No price of ${symbol} (${mic}) is known on some day of this figure: it is valued at cost there.`,
    mic,
    symbol,
  }));
}
