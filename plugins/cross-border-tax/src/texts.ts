interface Text {
  readonly zh: string;
  readonly en: string;
}

export type NoteCode =
  | 'CHANNEL'
  | 'RECORD_DAY'
  | 'RESIDENT'
  | 'W8BEN'
  | 'NO_W8BEN'
  | 'NOT_COMPLETE'
  | 'YEAR_RUNNING'
  | 'RATE_DAY';

/** What the figures rest on, in the words that customers read. */
export const NOTES: Readonly<Record<NoteCode, Text>> = {
  CHANNEL: {
    zh: '港股的持有途径按账户记账币种判断：以人民币记账的为港股通，以港币记账的为直接持有。',
    en: 'Hong Kong shares kept in CNY count as held through Stock Connect, those kept in HKD as held directly.',
  },
  RECORD_DAY: {
    zh: '账本中分红的日期作为股权登记日；A股持股期限按先进先出、自然月和自然年计算，从取得日到转让交割前一日。',
    en: 'The ledger’s day of a dividend counts as its record day. A shares: lots first in first out, held from the day of acquisition to the day before the transfer, by calendar months and years.',
  },
  RESIDENT: {
    zh: '按中国税收居民个人计算。',
    en: 'Computed for an individual who is tax resident in China.',
  },
  W8BEN: {
    zh: '按已提交有效的 W-8BEN 表格计算美国股息预扣税。',
    en: 'US dividends: with a valid form W-8BEN.',
  },
  NO_W8BEN: {
    zh: '按未提交 W-8BEN 表格计算美国股息预扣税；超出中国应纳税额的部分不能抵免。',
    en: 'US dividends: without form W-8BEN. What is withheld beyond the Chinese tax can not be credited.',
  },
  NOT_COMPLETE: {
    zh: '有的项目没有可用的税率行，这些项目没有金额，合计不含它们。',
    en: 'Some items have no rate row: they have no figure, and no total counts them.',
  },
  YEAR_RUNNING: {
    zh: '该年度尚未结束，数字只到运行日。',
    en: 'The year is not over: figures run to the day of this report.',
  },
  RATE_DAY: {
    zh: '境外转让所得按所给日期的汇率折算；申报通常使用年度末的汇率。',
    en: 'Gains abroad are converted at the rate of the day that was asked for; a return usually takes that of the year’s end.',
  },
};

export const DISCLAIMER: Text = {
  zh: '本报告为测算结果，不构成税务、法律或投资建议，以主管税务机关的核定为准。风险提示：投资有风险，可能损失本金。',
  en: 'A calculation, neither tax, legal nor investment advice; the tax authority decides. Investing involves risk, including the loss of capital.',
};

export const COST_DISCLAIMER: Text = {
  zh: '费用按成交日的费率行测算，实际以经纪商结算单为准。风险提示：投资有风险，可能损失本金。',
  en: 'Computed from the rate rows of the trade date; the broker’s statement decides. Investing involves risk, including the loss of capital.',
};
