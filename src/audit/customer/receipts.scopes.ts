import { defineScopes } from '../../operation/schema/scope-table.js';

export const RECEIPT_SCOPES = defineScopes({
  'receipts:read': {
    titleEn: 'See who read what',
    titleZh: '查看数据读取记录',
    plainEn: 'See every read of your data: which app, which fields, when and why.',
    plainZh: '查看您的数据的每一次读取：哪个应用、哪些字段、何时、因何。',
    level: 'CUSTOMER',
    sensitive: false,
    firstPartyOnly: true,
  },
});
