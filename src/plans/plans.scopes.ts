import { defineScopes } from '../operation/schema/scope-table.js';

export const PLAN_SCOPES = defineScopes({
  'plans:read': {
    titleEn: 'Your investment plans',
    titleZh: '您的定投计划',
    plainEn:
      'See the investment plans of the accounts that you choose: what they buy, how much, until when, and what was bought. It can’t change them.',
    plainZh: '查看您所选账户的定投计划：买什么、买多少、到何时为止，以及已买入的记录，无法更改。',
    level: 'CUSTOMER',
    sensitive: true,
    perAccount: true,
  },
  'plans:write': {
    titleEn: 'Start and end investment plans',
    titleZh: '创建和终止定投计划',
    plainEn: 'Start, pause and end investment plans. Only our own pages can, after you confirm.',
    plainZh: '创建、暂停和终止定投计划。仅限我们自己的页面，并须经您确认。',
    level: 'CUSTOMER',
    sensitive: true,
    perAccount: true,
    firstPartyOnly: true,
  },
});
