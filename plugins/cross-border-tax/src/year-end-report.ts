import { decimal, sum } from '../../../src/kernel/decimal.js';
import { CHANNEL_TAXES } from './channel-taxes.js';
import { chinaDay } from './china-day.js';
import { type CostLine, costLines } from './cost-lines.js';
import type { YearEndReportInput, YearEndReportResult } from './generated/yearEndReport.js';
import { type Channel, channelOf, type Holding } from './holding.js';
import { overseasPool, type PooledGain } from './overseas-pool.js';
import { type TaxLine, TaxLines } from './tax-line.js';
import { DISCLAIMER, NOTES, type NoteCode } from './texts.js';

interface ReportedHolding {
  readonly holding: Holding;
  readonly channel: Channel;
  readonly lines: readonly TaxLine[];
  readonly costs: readonly CostLine[];
}

/**
 * Taxes and trade costs of a calendar year, account by account, holding by holding.
 *
 * Rates are those of `src/finance`: each line names its row. What no row covers has no figure, and then the report says that it is not
 * complete. Gains on what is held directly abroad are added up over all accounts first: losses offset gains of the same year only.
 */
export function yearEndReport({ args, data, asOf }: YearEndReportInput): YearEndReportResult {
  const yearEnd = `${args.year}-12-31`;
  const today = chinaDay(asOf);
  const terms = { hasW8Ben: args.hasW8Ben, heldUntil: today < yearEnd ? today : yearEnd };
  const accounts = data.accounts.edges.map(({ node }) => ({
    account: node.maskedNumber,
    name: node.name,
    reported: node.taxYear.holdings.map((holding): ReportedHolding => {
      const channel = channelOf(holding);
      const lines = new TaxLines();
      for (const rule of CHANNEL_TAXES[channel]) rule(holding, lines, terms);
      return { holding, channel, lines: lines.all(), costs: costLines(holding) };
    }),
  }));
  const pool = overseasPool(args.year, pooled(accounts.flatMap(({ reported }) => reported)), data);
  const states = new Set(
    accounts.flatMap(({ reported }) => reported.flatMap(({ lines }) => lines.map(({ state }) => state))),
  );
  const complete = !states.has('NO_RATE') && !states.has('EXPIRED') && pool?.state !== 'NO_RATE';
  return {
    year: args.year,
    through: terms.heldUntil,
    complete,
    accounts: accounts.map(({ account, name, reported }) => ({
      account,
      name,
      holdings: reported.map(printed),
    })),
    overseasGains: pool,
    exchangeRates: [
      { base: 'USD', quote: 'CNY', ...data.usd },
      { base: 'HKD', quote: 'CNY', ...data.hkd },
    ],
    notes: notesOf(args, { complete, running: terms.heldUntil < yearEnd }),
    disclaimer: DISCLAIMER,
  };
}

function pooled(reported: readonly ReportedHolding[]): PooledGain[] {
  return reported.flatMap(({ holding, lines }) =>
    lines.flatMap(({ state, base }) => (state === 'POOLED' ? [{ currency: holding.currency, gain: base }] : [])),
  );
}

function printed({ holding, channel, lines, costs }: ReportedHolding) {
  const { instrument, currency, taxes } = holding;
  const due = sum(lines.flatMap((line) => line.due ?? []));
  const taken = sum([
    ...taxes.map(({ amount }) => decimal(amount.amount)),
    ...holding.dividends.map(({ withheld }) => decimal(withheld.amount)),
  ]);
  return {
    instrument: `${instrument.mic}:${instrument.symbol}`,
    nameZh: instrument.nameZh,
    nameEn: instrument.nameEn,
    channel,
    currency,
    lines: lines.map(printedLine),
    taxDue: due.toFixed(2),
    taxTaken: taken.toFixed(2),
    costs,
  };
}

function printedLine({ kind, state, reason, on, base, rate, due, lots, row }: TaxLine) {
  return {
    kind,
    state,
    reason,
    on,
    lots,
    base: base.toFixed(2),
    rate: rate?.toFixed() ?? null,
    due: due?.toFixed(2) ?? null,
    row,
  };
}

function notesOf(
  { year, rateDay, hasW8Ben }: YearEndReportInput['args'],
  { complete, running }: { complete: boolean; running: boolean },
) {
  const codes: NoteCode[] = ['CHANNEL', 'RECORD_DAY', 'RESIDENT', hasW8Ben ? 'W8BEN' : 'NO_W8BEN'];
  if (!complete) codes.push('NOT_COMPLETE');
  if (running) codes.push('YEAR_RUNNING');
  if (rateDay !== `${year}-12-31`) codes.push('RATE_DAY');
  return codes.map((code) => ({ code, ...NOTES[code] }));
}
