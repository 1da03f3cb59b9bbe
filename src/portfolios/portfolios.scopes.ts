import { defineScopes } from '../operation/schema/scope-table.js';

export const PORTFOLIO_SCOPES = defineScopes({
  'positions:read': {
    titleEn: 'Your positions',
    titleZh: '您的持仓',
    plainEn:
      'See what is held in the accounts that you choose: instruments, quantities, cost, value, profit and tax lots.',
    plainZh: '查看您所选账户的持仓：证券、数量、成本、市值、盈亏和批次。',
    level: 'CUSTOMER',
    sensitive: true,
  },
  'portfolio:read': {
    titleEn: 'Your portfolio figures',
    titleZh: '您的资产组合分析',
    plainEn:
      'See total value, returns over a period, risk, and how your assets are spread, of the accounts that you choose.',
    plainZh: '查看您所选账户的总资产、区间收益、风险指标和资产分布。',
    level: 'CUSTOMER',
    sensitive: true,
  },
});
