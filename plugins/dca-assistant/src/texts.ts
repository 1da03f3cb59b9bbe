interface Text {
  readonly zh: string;
  readonly en: string;
}

/** Words that customers read. They pass the copy review of listings, as a test shows. */
export const METHOD: Text = {
  zh: '从起始日起按固定节奏计算日期，无收盘价的日期顺延至下一个有收盘价的日期，不影响其后日期；按当日收盘价成交。基金和指数按外扣法计算费用，份额保留两位小数；股票和ETF按整手买入并计入成交日费用，余额留待下次。分红和税未计入。',
  en: 'Dates follow the rhythm from the start; one without a close rolls forward and does not move the next. Orders are dealt at that day’s close. Funds and indices: outside fee method, units to 0.01. Stocks and ETFs: whole lots with the charges of the trade date, the rest waits for the next order. Dividends and taxes are left out.',
};

export const ASSUMED_METHOD: Text = {
  zh: '按您假设的年收益率，以每年365天复利推算每个日期的价格，再按同样的定投规则计算。未计入分红和税。',
  en: 'The price of each date grows by the annual return that you assumed, compounded over 365 days; the plan runs over those prices. Dividends and taxes are left out.',
};

export const FORMULAS: readonly string[] = [
  'XIRR: Σ aᵢ / (1 + r)^(daysᵢ / 365) = 0',
  'net return = (value + proceeds) / invested − 1',
  'fund units = round(round(amount / (1 + fee), 2) / NAV, 2)',
  'SMART: amount × multiplier of the band of Cₜ₋₁ / MA(250)ₜ₋₁ − 1',
  'VALUE_AVERAGING: C × t × (1 + R)^t − value before the order',
  'drawdown = level / highest level before − 1, of the time-weighted index',
];

export const RISK_NOTICE: Text = {
  zh: '风险提示：投资有风险，可能损失本金。历史数据测算不预示未来表现，不构成投资建议。定期投入不能规避市场下跌的风险。',
  en: 'Risk notice: investing involves risk, including the loss of capital. A calculation with past data does not indicate future results and is not investment advice. Regular investing does not prevent losses in a falling market.',
};

export const ASSUMED_SOURCE: Text = {
  zh: '年收益率由您自行假设，不是预测。',
  en: 'The annual returns are your own assumptions, not a forecast.',
};

export function dataSource(sources: readonly string[]): Text {
  const named = [...new Set(sources)].slice(0, 8).join(', ') || '-';
  return {
    zh: `平台日收盘价，未复权。来源：${named}`,
    en: `The platform’s daily closes, not adjusted for dividends or splits. Sources: ${named}`,
  };
}

export type RefusalCode =
  | 'NO_INSTRUMENT'
  | 'NO_PRICES'
  | 'DATES'
  | 'AMOUNT'
  | 'BANDS'
  | 'DAYS_NEEDED'
  | 'TOO_LONG'
  | 'RATE_OUT_OF_TABLE'
  | 'COMMISSION';

/** Why there is no figure: a result like others, for the caller can mend it. */
export const REFUSALS: Readonly<Record<RefusalCode, Text>> = {
  NO_INSTRUMENT: { zh: '没有找到该证券或指数。', en: 'No such instrument is known.' },
  NO_PRICES: { zh: '所选期间没有足够的收盘价。', en: 'There are no closes for this plan in the span.' },
  DATES: { zh: '日期须满足：首个收盘价日 ≤ 起始日 < 截止日。', en: 'Dates must be in order: first close, start, end.' },
  AMOUNT: { zh: '金额须大于零，费率须在 0 和 1 之间。', en: 'The amount must be above 0 and rates from 0 to 1.' },
  BANDS: {
    zh: '智能定投须给出按偏离度升序排列的倍数。',
    en: 'SMART needs bands in ascending order, multiples of 0 or more.',
  },
  DAYS_NEEDED: { zh: '智能定投和每日定投须使用日收盘价。', en: 'SMART and DAILY need closes of days.' },
  TOO_LONG: {
    zh: '日期过多，超出一次测算的范围。请缩短期间或降低频率。',
    en: 'Too many dates for one run. Choose a shorter span or a coarser rhythm.',
  },
  RATE_OUT_OF_TABLE: {
    zh: '某个成交日不在费率表的范围内，因此不作估算。',
    en: 'A trade date lies outside the dated tables of charges; nothing is guessed.',
  },
  COMMISSION: { zh: '佣金费率超过上限。', en: 'The commission is above the legal cap.' },
};
