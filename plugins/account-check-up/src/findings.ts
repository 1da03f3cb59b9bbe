import { decimal, roundHalfUp } from '../../../src/kernel/decimal.js';
import type { CheckUpResult } from './generated/checkUp.js';

type Figures = Omit<CheckUpResult, 'findings'>;
type Finding = CheckUpResult['findings'][number];

/** One sentence of fact each, made where its figures exist; short enough for a message to somebody who has not looked in for a while. */
const SENTENCES: readonly ((figures: Figures) => Finding | undefined)[] = [
  profit,
  largest,
  timing,
  fall,
  concentrated,
  currencies,
  costs,
  cash,
];

export function findings(figures: Figures): Finding[] {
  return SENTENCES.flatMap((sentence) => sentence(figures) ?? []);
}

function profit({ from, to, profit: { total, dividends }, costs: { fees }, baseCurrency }: Figures): Finding {
  return {
    code: 'PROFIT',
    zh: `${from} 至 ${to}，账户累计盈亏 ${total} ${baseCurrency}，其中税后分红 ${dividends}，已付费用 ${fees}。`,
    en: `From ${from} to ${to} the accounts gained or lost ${total} ${baseCurrency}; dividends after tax were ${dividends}, charges ${fees}.`,
  };
}

function largest({ profit: { byInstrument }, baseCurrency }: Figures): Finding | undefined {
  const [first] = byInstrument;
  return (
    first && {
      code: 'LARGEST',
      zh: `对盈亏影响居首的是 ${first.nameZh}：${first.profit} ${baseCurrency}。`,
      en: `The strongest effect came from ${first.nameEn}: ${first.profit} ${baseCurrency}.`,
    }
  );
}

function timing({ returns: { timing: gap } }: Figures): Finding | undefined {
  if (gap === null) return undefined;
  const points = percent(gap);
  return {
    code: 'TIMING',
    zh: `资金进出的时点使每年的结果与时间加权结果相差 ${points} 个百分点。`,
    en: `The days on which money came and went changed the yearly result by ${points} percentage points against the time-weighted one.`,
  };
}

function fall({ drawdown: { max, peakOn, troughOn, recoveredOn } }: Figures): Finding | undefined {
  if (max === null || peakOn === null || troughOn === null) return undefined;
  return {
    code: 'DRAWDOWN',
    zh: `最深的一次回落为 ${percent(max)}%，从 ${peakOn} 到 ${troughOn}，${recoveredOn === null ? '至今未回到之前的高点' : `${recoveredOn} 回到之前的高点`}。`,
    en: `The deepest fall was ${percent(max)} %, from ${peakOn} to ${troughOn}; ${recoveredOn === null ? 'the former peak has not been reached since' : `the former peak was reached again on ${recoveredOn}`}.`,
  };
}

function concentrated({ concentration: { top1, top5, effectiveNumber } }: Figures): Finding | undefined {
  if (top1 === null || top5 === null || effectiveNumber === null) return undefined;
  const number = roundHalfUp(decimal(effectiveNumber), 1).toFixed();
  return {
    code: 'CONCENTRATION',
    zh: `持仓中占比居首的一只占 ${percent(top1)}%，前五只占 ${percent(top5)}%，分散程度相当于 ${number} 只等额持仓。`,
    en: `The largest holding is ${percent(top1)} % of what is invested, the five largest ${percent(top5)} %; that is as spread as ${number} equal holdings.`,
  };
}

function currencies({ currencies: slices, baseCurrency }: Figures): Finding | undefined {
  const foreign = slices.filter(({ currency }) => currency !== baseCurrency);
  if (foreign.length === 0) return undefined;
  const list = foreign.map(({ currency, weight }) => `${currency} ${percent(weight)}%`).join(', ');
  return {
    code: 'CURRENCY',
    zh: `以本位币以外的货币计价的部分：${list}。`,
    en: `In currencies other than the base currency: ${list}.`,
  };
}

function costs({ costs: { perYear } }: Figures): Finding | undefined {
  if (perYear === null) return undefined;
  return {
    code: 'COSTS',
    zh: `费用平均每年为账户平均市值的 ${percent(perYear)}%。`,
    en: `Charges took ${percent(perYear)} % of the average value a year.`,
  };
}

function cash({ cash: { amount, weight, daysSinceTrade }, baseCurrency }: Figures): Finding | undefined {
  if (weight === null) return undefined;
  return {
    code: 'CASH',
    zh: `现金 ${amount} ${baseCurrency}，占 ${percent(weight)}%${daysSinceTrade === null ? '，尚无交易' : `；距上次交易 ${daysSinceTrade} 天`}。`,
    en: `Cash is ${amount} ${baseCurrency}, ${percent(weight)} %${daysSinceTrade === null ? '; nothing was traded yet' : `; the last trade was ${daysSinceTrade} days ago`}.`,
  };
}

/** A fraction in per cent, two decimals. */
function percent(fraction: string): string {
  return roundHalfUp(decimal(fraction).mul(100), 2).toFixed(2);
}
