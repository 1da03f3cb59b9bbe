interface Text {
  readonly zh: string;
  readonly en: string;
}

export const PAYOFF_DISCLAIMER: Text = {
  zh: '按所给条件测算到期或当日的盈亏，不构成投资建议。风险提示：期权可能使您损失全部权利金，卖出期权的亏损可能超过收到的权利金；投资有风险。',
  en: 'Computed from the terms given, not advice. Options can lose the whole premium, written options more than they brought in. Investing involves risk.',
};

export const MODEL_DISCLAIMER: Text = {
  zh: '模型价值取决于所给的波动率、利率和股息率，不是报价，也不构成投资建议。风险提示：投资有风险，可能损失本金。',
  en: 'A model value depends on the volatility, rate and dividend yield that were given. It is no quote and no advice. Investing involves risk, including the loss of capital.',
};

export const TAX_DISCLAIMER: Text = {
  zh: '本结果为测算，不构成税务或投资建议，以主管税务机关的核定为准。风险提示：投资有风险，可能损失本金。',
  en: 'A calculation, neither tax nor investment advice; the tax authority decides. Investing involves risk, including the loss of capital.',
};

export const EARLY_EXERCISE: Readonly<Record<'CALL' | 'PUT', Text>> = {
  CALL: {
    zh: '提前行权要按行权价付款，并放弃期权剩余的时间价值；此处把当日行权所得与按买一价卖出期权所得并列，未计税。',
    en: 'Exercising early means paying the exercise price now and giving up the time value that is left. Both sums are of today, before tax.',
  },
  PUT: {
    zh: '提前行权按行权价卖出标的，并放弃期权剩余的时间价值；此处把当日行权所得与按买一价卖出期权所得并列，未计税。',
    en: 'Exercising early means selling the underlying at the exercise price and giving up the time value that is left. Both sums are of today, before tax.',
  },
};

export const EMPLOYEE_WORDS: Text = {
  zh: '行权价是您为每股支付的价格，不是税基；应税所得为（行权日市价减行权价）乘以股数，即使当天没有卖出也要计税。',
  en: 'The exercise price is what you pay for each share, not what is taxed. Taxed is (market price less exercise price) times shares on the day of exercise, whether or not you sell.',
};
