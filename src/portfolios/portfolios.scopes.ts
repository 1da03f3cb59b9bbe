import { defineScopes } from '../operation/schema/scope-table.js';

export const PORTFOLIO_SCOPES = defineScopes({
  'positions:read': {
    titleEn: 'Your positions',
    titleZh: '您的持仓',
    plainEn:
      'See which securities you hold in the accounts that you choose: how many, what they cost, what they are worth, your gain or loss, and each purchase that is still held.',
    plainZh: '查看您所选账户持有的证券：数量、成本、市值、盈亏，以及仍持有的每一笔买入。',
    level: 'CUSTOMER',
    sensitive: true,
    perAccount: true,
  },
  'portfolio:read': {
    titleEn: 'Your portfolio figures',
    titleZh: '您的资产组合分析',
    plainEn:
      'See what the accounts that you choose are worth in total, how much they gained or lost over a period, how strongly they swing, and how your money is spread.',
    plainZh: '查看您所选账户的总资产、一段时间内的涨跌、波动大小以及资产分布。',
    level: 'CUSTOMER',
    sensitive: true,
    perAccount: true,
  },
});
