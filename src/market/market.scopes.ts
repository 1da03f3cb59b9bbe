import { defineScopes } from '../operation/schema/scope-table.js';

export const MARKET_SCOPES = defineScopes({
  'market:read': {
    titleEn: 'Market data',
    titleZh: '行情数据',
    plainEn: 'See public market data: instruments, prices, exchange rates and trading calendars. Nothing about you.',
    plainZh: '查看公开的市场数据：证券、行情、汇率和交易日历。不涉及您的任何个人信息。',
    level: 'APP',
    sensitive: false,
  },
});
