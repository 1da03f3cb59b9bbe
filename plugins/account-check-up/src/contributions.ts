import { type Decimal, decimal, sum, ZERO } from '../../../src/kernel/decimal.js';
import type { CheckUpData } from './generated/checkUp.js';
import type { ToBase } from './to-base.js';

type Position = CheckUpData['positions']['edges'][number]['node'];

/** What one instrument gained or lost since it was first held, in base currency, over all accounts. */
export interface Contribution {
  readonly instrument: string;
  readonly nameZh: string;
  readonly nameEn: string;
  realized: Decimal;
  unrealized: Decimal;
  dividends: Decimal;
  fees: Decimal;
  profit: Decimal;
}

/**
 * Profit by instrument: realised + not yet realised + dividends after tax, each after its trades' charges.
 *
 * Convention: all of it at the exchange rates of one day, so that what exchange rates did since is left for the rest. An instrument without a
 * price counts at its cost: nothing unrealised.
 *
 * @returns the instruments, largest effect first, and those that could not be converted
 */
export function contributions(
  positions: readonly Position[],
  toBase: ToBase,
): { found: Contribution[]; unknown: string[] } {
  const byInstrument = new Map<string, Contribution>();
  const unknown = new Set<string>();
  for (const position of positions) {
    const { mic, symbol, nameZh, nameEn } = position.instrument;
    const instrument = `${mic}:${symbol}`;
    const parts = partsOf(position, toBase);
    if (!parts) {
      unknown.add(instrument);
      continue;
    }
    const known = byInstrument.get(instrument) ?? { instrument, nameZh, nameEn, ...NOTHING };
    for (const key of KEYS) known[key] = known[key].add(parts[key]);
    known.profit = sum([known.realized, known.unrealized, known.dividends]);
    byInstrument.set(instrument, known);
  }
  const found = [...byInstrument.values()].sort((a, b) => b.profit.abs().comparedTo(a.profit.abs()));
  return { found, unknown: [...unknown].sort() };
}

const NOTHING = { realized: ZERO, unrealized: ZERO, dividends: ZERO, fees: ZERO, profit: ZERO };
const KEYS = ['realized', 'unrealized', 'dividends', 'fees'] as const;

type Parts = Readonly<Record<(typeof KEYS)[number], Decimal>>;

function partsOf(
  { costBasis, marketValue, realizedPnl, dividendsNet, fees }: Position,
  toBase: ToBase,
): Parts | undefined {
  const kept = costBasis.currency;
  const inBase = (amount: string) => toBase(decimal(amount), kept);
  const cost = inBase(costBasis.amount);
  const value = marketValue ? toBase(decimal(marketValue.amount), marketValue.currency) : cost;
  const [realized, dividends, charges] = [inBase(realizedPnl.amount), inBase(dividendsNet.amount), inBase(fees.amount)];
  if (!cost || !value || !realized || !dividends || !charges) return undefined;
  return { realized, unrealized: value.sub(cost), dividends, fees: charges };
}
