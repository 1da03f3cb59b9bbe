import { defineScopes } from '../operation/schema/scope-table.js';

export const ACCOUNT_SCOPES = defineScopes({
  'profile:read': {
    titleEn: 'Your profile',
    titleZh: '您的客户资料',
    plainEn:
      'See your service tier, your risk level, your base currency and since when you are a customer. Not your name, phone number or documents.',
    plainZh: '查看您的客户等级、风险等级、基准货币和开户日期。不包括姓名、电话和证件。',
    level: 'CUSTOMER',
    sensitive: true,
  },
  'profile:name': {
    titleEn: 'Your name',
    titleZh: '您的姓名',
    plainEn: 'See your name.',
    plainZh: '查看您的姓名。',
    level: 'CUSTOMER',
    sensitive: true,
  },
  'accounts:read': {
    titleEn: 'Your accounts',
    titleZh: '您的账户',
    plainEn: 'See the names, types, status and the last four digits of the accounts that you choose.',
    plainZh: '查看您所选账户的名称、类型、状态和账号后四位。',
    level: 'CUSTOMER',
    sensitive: true,
  },
  'balances:read': {
    titleEn: 'Your cash balances',
    titleZh: '您的资金余额',
    plainEn: 'See how much cash is in the accounts that you choose, by currency.',
    plainZh: '查看您所选账户的各币种资金余额。',
    level: 'CUSTOMER',
    sensitive: true,
  },
  'transactions:read': {
    titleEn: 'Your transactions',
    titleZh: '您的交易记录',
    plainEn: 'See purchases, sales, dividends, fees, deposits and withdrawals of the accounts that you choose.',
    plainZh: '查看您所选账户的买卖、分红、费用、转入和转出记录。',
    level: 'CUSTOMER',
    sensitive: true,
  },
});
