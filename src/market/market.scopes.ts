import { defineScopes } from '../operation/schema/scope-table.js';

export const MARKET_SCOPES = defineScopes({
  'market:read': {
    titleEn: 'Market data',
    titleZh: '行情数据',
    plainEn: 'See public market data: securities, prices, exchange rates and trading days. Nothing about you.',
    plainZh: '查看公开的市场数据：证券、价格、汇率和交易日。不涉及您的任何信息。',
    level: 'APP',
    sensitive: false,
  },
});
