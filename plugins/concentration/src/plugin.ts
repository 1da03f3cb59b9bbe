import { divide, format, parse } from './decimal.js';
import type { MeasureConcentrationInput, MeasureConcentrationResult } from './generated/measureConcentration.js';

type Holding = { readonly instrument: string; readonly name: string; value: bigint };

/**
 * Shares and Herfindahl index of what is held, by currency.
 * Shares have four decimals, rounded half up; the index is the sum of squared shares of 18 decimals (Hirschman 1964).
 */
export function measureConcentration({ args, data }: MeasureConcentrationInput): MeasureConcentrationResult {
  const { byCurrency, withoutPrice } = addUp(data);
  const largeFrom = parse(args.largeFrom);
  const groups = [...byCurrency].map(([currency, holdings]) => {
    const total = [...holdings.values()].reduce((sum, { value }) => sum + value, 0n);
    const shares = [...holdings.values()].map((holding) => ({ ...holding, share: divide(holding.value, total) }));
    const squares = shares.reduce((sum, { share }) => sum + (share * share) / ONE, 0n);
    const largest = shares
      .filter(({ share }) => share >= largeFrom)
      .sort((a, b) => (a.share === b.share ? (a.instrument < b.instrument ? -1 : 1) : a.share > b.share ? -1 : 1))
      .map(({ instrument, name, share }) => ({ instrument, name, share: format(share, 4) }));
    return { currency, total: format(total, 18), herfindahl: format(squares, 4), largest };
  });
  return { groups: groups.sort((a, b) => (a.currency < b.currency ? -1 : 1)), withoutPrice: [...withoutPrice].sort() };
}

const ONE = 10n ** 18n;

function addUp(data: MeasureConcentrationInput['data']) {
  const byCurrency = new Map<string, Map<string, Holding>>();
  const withoutPrice = new Set<string>();
  for (const account of data.accounts.edges)
    for (const { node } of account.node.positions.edges) {
      const instrument = `${node.instrument.mic}:${node.instrument.symbol}`;
      if (!node.marketValue) {
        withoutPrice.add(instrument);
        continue;
      }
      const { amount, currency } = node.marketValue;
      const holdings = byCurrency.get(currency) ?? new Map<string, Holding>();
      const holding = holdings.get(instrument) ?? { instrument, name: node.instrument.nameEn, value: 0n };
      holding.value += parse(amount);
      byCurrency.set(currency, holdings.set(instrument, holding));
    }
  return { byCurrency, withoutPrice };
}
