import { aShareCapitalGainRate } from '../../../src/finance/tax/a-share-capital-gain.js';
import { aShareDividendTax } from '../../../src/finance/tax/a-share-dividend-tax.js';
import {
  CONNECT_CAPITAL_GAIN_TAX,
  type ConnectDividendClass,
  connectCapitalGainRate,
  connectDividendTax,
} from '../../../src/finance/tax/connect-tax.js';
import { overseasGainTax, usDividendTax } from '../../../src/finance/tax/overseas-tax.js';
import { decimal, ZERO } from '../../../src/kernel/decimal.js';
import { type LocalDate, yearOf } from '../../../src/kernel/local-date.js';
import { type Channel, type Disposal, gainOf, type Holding, isSale } from './holding.js';
import { figure, judged, type Taxed, type TaxLines, unjudged } from './tax-line.js';

export interface TaxTerms {
  readonly hasW8Ben: boolean;
  /** End of the year, or the day of the run in a running year. */
  readonly heldUntil: LocalDate;
}

type TaxRule = (holding: Holding, lines: TaxLines, terms: TaxTerms) => void;

/** Which rules a way of holding falls under; everything else in the report is the same for all. */
export const CHANNEL_TAXES: Readonly<Record<Channel, readonly TaxRule[]>> = {
  A_SHARE: [aShareDividends, aSharePending, aShareGains],
  STOCK_CONNECT: [connectDividends, connectGains],
  HONG_KONG_DIRECT: [dividendsWithoutRate, overseasGains],
  US_DIRECT: [usDividends, overseasGains],
  OTHER: [dividendsWithoutRate, gainsWithoutRate],
};

/** Tax falls due at the sale, by the time that each lot was held; dividends of earlier years count. */
function aShareDividends({ disposals }: Holding, lines: TaxLines): void {
  for (const { acquiredOn, disposedOn, dividends, type } of disposals)
    for (const { recordedOn, gross } of dividends) {
      const taxed: Taxed = { kind: 'A_SHARE_DIVIDEND', on: recordedOn, base: decimal(gross.amount) };
      if (taxed.base.isZero()) continue;
      if (type === 'TRANSFER_OUT') lines.add(unjudged(taxed, 'TRANSFERRED_OUT'));
      else
        lines.add(
          judged(taxed, 'CN.A.dividend.individual', () => {
            const { rate, due, rateRowFrom, bracket } = aShareDividendTax({
              gross: taxed.base,
              recordDate: recordedOn,
              acquiredOn,
              soldOn: disposedOn,
            });
            return { ...figure(rate, due, rateRowFrom), reason: bracket };
          }),
        );
    }
}

/** What is still held: over a year it has its rate already, else the sale decides. */
function aSharePending({ dividends }: Holding, lines: TaxLines, { heldUntil }: TaxTerms): void {
  for (const { recordedOn, lots } of dividends)
    for (const { acquiredOn, grossStillHeld } of lots) {
      const base = decimal(grossStillHeld.amount);
      if (base.isZero()) continue;
      lines.add(
        judged({ kind: 'A_SHARE_DIVIDEND', on: recordedOn, base }, 'CN.A.dividend.individual', () => {
          const soldOn = heldUntil > acquiredOn ? heldUntil : acquiredOn;
          const { rate, due, rateRowFrom, bracket } = aShareDividendTax({
            gross: base,
            recordDate: recordedOn,
            acquiredOn,
            soldOn,
          });
          if (bracket === 'OVER_1_YEAR') return { ...figure(rate, due, rateRowFrom), reason: bracket };
          return { state: 'PENDING', rate: null, due: null, rowFrom: rateRowFrom, reason: 'HELD_UP_TO_1_YEAR' };
        }),
      );
    }
}

function aShareGains({ disposals }: Holding, lines: TaxLines): void {
  for (const disposal of disposals.filter(isSale))
    lines.add(
      judged(gain('A_SHARE_GAIN', disposal), 'CN.A.capitalGain.individual', () => {
        const { rate, rateRowFrom } = aShareCapitalGainRate(disposal.disposedOn);
        return figure(rate, ZERO, rateRowFrom);
      }),
    );
}

const CONNECT_CLASSES: Readonly<Record<string, ConnectDividendClass>> = {
  HK_H: 'H',
  HK_NON_H: 'NON_H',
  HK_NON_H_PRC_RESIDENT: 'NON_H_PRC_RESIDENT',
};

function connectDividends({ currency, instrument, dividends }: Holding, lines: TaxLines): void {
  const taxClass = CONNECT_CLASSES[instrument.dividendTaxClass ?? ''];
  for (const { recordedOn, gross } of dividends) {
    const taxed: Taxed = { kind: 'CONNECT_DIVIDEND', on: recordedOn, base: decimal(gross.amount) };
    if (!taxClass) lines.add(unjudged(taxed, 'DIVIDEND_CLASS_UNKNOWN'));
    else
      lines.add(
        judged(taxed, 'CN.HKConnect.dividend.individual', () => {
          const { due, rate, rateRowFrom } = connectDividendTax(taxed.base, currency, taxClass, recordedOn);
          return { ...figure(rate, due, rateRowFrom), reason: taxClass };
        }),
      );
  }
}

function connectGains({ disposals }: Holding, lines: TaxLines): void {
  for (const disposal of disposals.filter(isSale))
    lines.add(
      judged(gain('CONNECT_GAIN', disposal), 'CN.HKConnect.capitalGain.individual', () => {
        const found = connectCapitalGainRate(disposal.disposedOn);
        if (found.kind === 'RATE') return figure(found.rate, ZERO, found.rateRowFrom);
        const rowFrom = CONNECT_CAPITAL_GAIN_TAX.at(-1)?.from ?? null; // the rule that ended
        return { state: 'EXPIRED', rate: null, due: null, rowFrom, reason: `EXPIRED ${found.expiredOn}` };
      }),
    );
}

/** Two lines: what the payer withholds there, and what is left here after the credit for it. */
function usDividends({ dividends }: Holding, lines: TaxLines, { hasW8Ben }: TaxTerms): void {
  const key = 'US.dividend.nonresident.CN';
  for (const { recordedOn, gross } of dividends) {
    const taxed = { on: recordedOn, base: decimal(gross.amount) };
    const tax = () => usDividendTax(taxed.base, recordedOn, hasW8Ben);
    lines.add(
      judged({ ...taxed, kind: 'US_DIVIDEND_WITHHOLDING' }, key, () => {
        const { withheld, withholdingRate, rateRowFrom } = tax();
        return { ...figure(withholdingRate, withheld, rateRowFrom), reason: hasW8Ben ? 'W8BEN' : 'NO_W8BEN' };
      }),
    );
    lines.add(
      judged({ ...taxed, kind: 'US_DIVIDEND_HOME' }, key, () => {
        const { homeDue, homeRate, rateRowFrom, creditUnused } = tax();
        return {
          ...figure(homeRate, homeDue, rateRowFrom),
          reason: creditUnused.isZero() ? 'CREDITED' : 'CREDIT_LIMITED',
        };
      }),
    );
  }
}

/** No tax by lot: gains and losses of the year are added up first, over all accounts. */
function overseasGains({ disposals }: Holding, lines: TaxLines): void {
  for (const disposal of disposals.filter(isSale))
    lines.add(
      judged(gain('OVERSEAS_GAIN', disposal), 'CN.overseas.capitalGain.individual', () => {
        const { rateRowFrom } = overseasGainTax(yearOf(disposal.disposedOn), []);
        return { state: 'POOLED', rate: null, due: null, rowFrom: rateRowFrom };
      }),
    );
}

function dividendsWithoutRate({ dividends }: Holding, lines: TaxLines): void {
  for (const { recordedOn, gross } of dividends)
    lines.add(unjudged({ kind: 'DIVIDEND', on: recordedOn, base: decimal(gross.amount) }, 'NO_ROW_FOR_THIS_INCOME'));
}

function gainsWithoutRate({ disposals }: Holding, lines: TaxLines): void {
  for (const disposal of disposals.filter(isSale))
    lines.add(unjudged(gain('GAIN', disposal), 'NO_ROW_FOR_THIS_INCOME'));
}

function gain(kind: Taxed['kind'], disposal: Disposal): Taxed {
  return { kind, on: disposal.disposedOn, base: gainOf(disposal) };
}
