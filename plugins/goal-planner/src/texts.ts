interface Text {
  readonly zh: string;
  readonly en: string;
}

/** Words that customers read. They pass the copy review of listings, as a test shows. */
export const METHOD: Text = {
  zh: '目标金额按假设的通货膨胀率折算到使用之日；每月所需投入按假设的年收益率计算，向上取到分。达到目标的比例：以固定种子对历史月度涨跌作循环分块抽样，统计期末金额达到目标的次数。未计入费用、分红和投资收益的税。',
  en: 'The goal grows with the assumed inflation up to its day. The needed contribution is computed at the assumed return and rounded up to the cent. Share of success: past monthly returns are drawn in blocks with a fixed seed, and the draws that end at or above the target are counted. Fees, dividends and taxes on returns are left out.',
};

export const FORMULAS: readonly string[] = [
  'nominal = today × (1 + inflation)^(months / 12)',
  'i = (1 + annual return)^(1/12) − 1',
  'payment = (target − present × (1 + i)^n) / (((1 + i)^n − 1) / i)',
  'pension: target = first month × Σₖ ((1 + inflation)^(1/12) / (1 + i))^k, k = 0 … payout months − 1',
  'wage plan: share × W × (1 + g)^⌊(m − 1) / 12⌋ in month m',
  'value in a draw: value × (1 + r) + payment at each month’s end',
];

export const RISK_NOTICE: Text = {
  zh: '风险提示：投资有风险，可能损失本金。测算基于假设和历史数据，不预示未来表现，不构成投资建议。',
  en: 'Risk notice: investing involves risk, including the loss of capital. The figures rest on assumptions and past data; they do not indicate future results and are not investment advice.',
};

export function dataSource(sources: readonly string[]): Text {
  const named = [...new Set(sources)].slice(0, 8).join(', ') || '-';
  return {
    zh: `平台月收盘价，未复权。来源：${named}`,
    en: `The platform’s monthly closes, not adjusted for dividends or splits. Sources: ${named}`,
  };
}

export type RefusalCode = 'NO_INSTRUMENT' | 'SHORT_PAST' | 'GAP' | 'AMOUNT' | 'RATES' | 'TOO_LONG' | 'PENSION_ONLY';

/** Why there is no figure: a result like others, for the caller can mend it. */
export const REFUSALS: Readonly<Record<RefusalCode, Text>> = {
  NO_INSTRUMENT: { zh: '没有找到该证券或指数。', en: 'No such instrument is known.' },
  SHORT_PAST: { zh: '历史数据不足60个月，不足以抽样。', en: 'Fewer than 60 past months are too few to draw from.' },
  GAP: { zh: '历史数据中有月份缺失。', en: 'Months are missing in the past closes.' },
  AMOUNT: { zh: '金额须大于零。', en: 'Amounts must be above 0.' },
  RATES: {
    zh: '通货膨胀率、收益率和增长率须在 -0.5 和 0.5 之间。',
    en: 'Inflation, return and growth must lie from -0.5 to 0.5.',
  },
  TOO_LONG: { zh: '抽样次数与月数的乘积过大，请减少次数。', en: 'Too many draws for so many months. Ask for fewer.' },
  PENSION_ONLY: {
    zh: '个人养老金账户仅适用于以人民币计的养老目标，边际税率须在 0 和 0.45 之间。',
    en: 'The personal pension account is for a pension in CNY, with a marginal rate from 0 to 0.45.',
  },
};
