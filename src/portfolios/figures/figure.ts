import type { Decimal } from '../../kernel/decimal.js';

/** A number that says how it was computed. `null`: it has no meaning here (too few days, flows of one sign). */
export interface Figure {
  readonly value: Decimal | null;
  readonly convention: string;
}

/** An amount in the portfolio's base currency, that says how it was computed. */
export interface AmountFigure {
  readonly amount: Decimal;
  readonly convention: string;
}

/** Stable texts for what finance does not name already. Peers disagree on each of these. */
export const CONVENTIONS = {
  value: 'value: units × last known close × rate of exchange + cash, by trade date; rounded half-up to the minor unit',
  holdingsValue:
    'value: units × latest quote (else last close) × rate of exchange + cash, by trade date; rounded half-up to the minor unit',
  netFlows: 'net flows: deposits and transfers in less withdrawals and transfers out; units at the close of their day',
  profit: 'profit: end value − start value − net flows',
  realized: 'realised: FIFO, after fees, each sale at the rate of exchange of its trade date',
  unrealized: 'unrealised: value − FIFO cost with fees, both at the rate of exchange of the last day',
  dividends:
    'dividends: after withheld and later taxes, interest of holdings included, at the rate of exchange of the trade date',
  fees: 'fees: charges of trades and of the account, at the rate of exchange of the trade date',
  allocation: 'weights: share of total value, cash included, 6 decimals, summing to 1',
} as const;
