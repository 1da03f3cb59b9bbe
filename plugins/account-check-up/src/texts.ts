interface Text {
  readonly zh: string;
  readonly en: string;
}

export type NoteCode = 'REST' | 'ONE_RATE_DAY' | 'POSITIONS_LEFT_OUT' | 'NOT_CONVERTED' | 'VALUED_AT_COST';

export const NOTES: Readonly<Record<NoteCode, Text>> = {
  REST: {
    zh: '“其余”为总盈亏减去各品种盈亏，包含汇率变动、现金利息、不属于单笔交易的费用和舍入。',
    en: 'The rest is the total less the instruments: moves of exchange rates, interest on cash, charges of no single trade, rounding.',
  },
  ONE_RATE_DAY: {
    zh: '各品种盈亏按同一日的汇率折算为本位币。',
    en: 'Instruments are converted at the exchange rates of one day.',
  },
  POSITIONS_LEFT_OUT: {
    zh: '只计入开仓最早的100个持仓，其余在“其余”中。',
    en: 'Only the 100 positions that were opened first are listed; the others are in the rest.',
  },
  NOT_CONVERTED: {
    zh: '有的持仓没有可用汇率，计入“其余”。',
    en: 'Some positions have no exchange rate and are in the rest.',
  },
  VALUED_AT_COST: {
    zh: '有的品种没有价格，按成本计。',
    en: 'Some instruments have no price and count at cost.',
  },
};

export const DISCLAIMER: Text = {
  zh: '本报告只陈述过去的事实，不构成投资建议，过往不代表未来。风险提示：投资有风险，可能损失本金。',
  en: 'Facts of the past, no advice; the past says nothing of the future. Investing involves risk, including the loss of capital.',
};
