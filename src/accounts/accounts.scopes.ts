import { defineScopes } from '../operation/schema/scope-table.js';

export const ACCOUNT_SCOPES = defineScopes({
  'profile:read': {
    titleEn: 'Your profile',
    titleZh: '您的客户资料',
    plainEn:
      'See your service tier, what level of investment risk suits you, your base currency and since when you are a customer. Not your name, phone number or documents.',
    plainZh: '查看您的客户等级、风险承受能力等级、基准货币和成为客户的日期。不包括姓名、电话和证件。',
    level: 'CUSTOMER',
    sensitive: true,
  },
  'profile:name': {
    titleEn: 'Your name',
    titleZh: '您的姓名',
    plainEn: 'See your name as we have it. No other detail that identifies you.',
    plainZh: '查看您在我们这里登记的姓名，不含其他身份信息。',
    level: 'CUSTOMER',
    sensitive: true,
  },
  'accounts:read': {
    titleEn: 'Your accounts',
    titleZh: '您的账户',
    plainEn:
      'See the name, kind, status, base currency and last four digits of each account that you choose. Not what is in it.',
    plainZh: '查看您所选账户的名称、类型、状态、基准货币和账号后四位，不含账户内的资产。',
    level: 'CUSTOMER',
    sensitive: true,
    perAccount: true,
  },
  'balances:read': {
    titleEn: 'Your cash balances',
    titleZh: '您的资金余额',
    plainEn: 'See how much cash is in each account that you choose, in each currency. It can’t move any of it.',
    plainZh: '查看您所选账户中各币种的资金余额，无法转移资金。',
    level: 'CUSTOMER',
    sensitive: true,
    perAccount: true,
  },
  'transactions:read': {
    titleEn: 'Your transactions',
    titleZh: '您的交易记录',
    plainEn:
      'See past purchases, sales, dividends, charges, deposits and withdrawals in the accounts that you choose, since they were opened.',
    plainZh: '查看您所选账户自开户以来的买卖、分红、费用、转入和转出记录。',
    level: 'CUSTOMER',
    sensitive: true,
    perAccount: true,
  },
});
