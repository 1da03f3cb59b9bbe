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
    titleEn: 'Propose investment plans',
    titleZh: '提出定投计划建议',
    plainEn:
      'Propose to start, pause or end an investment plan. Nothing happens until you confirm that one on our page.',
    plainZh: '提出创建、暂停或终止定投计划的建议。每一项均须您在我们的页面上确认后才会生效。',
    level: 'CUSTOMER',
    sensitive: true,
    perAccount: true,
  },
});
