import { defineScopes } from '../operation/schema/scope-table.js';

export const PRIVACY_SCOPES = defineScopes({
  'privacy:manage': {
    titleEn: 'Your data and your rights',
    titleZh: '您的数据与权利',
    plainEn: 'See what is held about you, ask for a copy or for erasure, see who of our staff looked behind the mask.',
    plainZh: '查看我们持有的您的信息，申请导出或删除，查看哪些员工查看过您的未脱敏资料。',
    level: 'CUSTOMER',
    sensitive: true,
    firstPartyOnly: true,
  },
  'customers:view': {
    titleEn: 'Find customers',
    titleZh: '查找客户',
    plainEn: 'See customers with names, numbers and dates masked.',
    plainZh: '查看已脱敏的客户资料。',
    level: 'STAFF',
    sensitive: false,
  },
  'customers:unmask': {
    titleEn: 'Look behind the mask',
    titleZh: '查看未脱敏资料',
    plainEn: 'See a customer’s personal details for a reason that the customer can read.',
    plainZh: '凭理由查看客户的个人资料，客户可看到该理由。',
    level: 'STAFF',
    sensitive: true,
  },
  'privacy:fulfil': {
    titleEn: 'Answer privacy requests',
    titleZh: '处理个人信息请求',
    plainEn: 'Approve or refuse requests for a copy or for erasure.',
    plainZh: '批准或拒绝导出、删除个人信息的请求。',
    level: 'STAFF',
    sensitive: false,
  },
});
