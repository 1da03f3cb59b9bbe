import { defineScopes } from '../operation/schema/scope-table.js';

export const TICKET_SCOPES = defineScopes({
  'tickets:read': {
    titleEn: 'Your requests for help',
    titleZh: '您的服务工单',
    plainEn:
      'See the questions and complaints that you sent to us through this app, and our answers. Not those that you sent another way.',
    plainZh: '查看您通过该应用提交的咨询和投诉以及我们的答复，不含您通过其他途径提交的内容。',
    level: 'CUSTOMER',
    sensitive: true,
  },
  'tickets:write': {
    titleEn: 'Ask us on your behalf',
    titleZh: '代您提交和跟进工单',
    plainEn: 'Send us questions and complaints in your name, add to them, end them and rate our answers.',
    plainZh: '以您的名义提交咨询和投诉、补充内容、结束工单并评价我们的答复。',
    level: 'CUSTOMER',
    sensitive: false,
  },
  'tickets:answer': {
    titleEn: 'Answer tickets',
    titleZh: '答复工单',
    plainEn: 'See all customers’ tickets, take, answer and hand them over, and write notes that only staff see.',
    plainZh: '查看所有客户的工单，受理、答复和转交工单，并添加仅员工可见的备注。',
    level: 'STAFF',
    sensitive: true,
  },
  'tickets:oversee': {
    titleEn: 'Oversee tickets',
    titleZh: '管理工单团队',
    plainEn: 'See the boards of all tickets, and say who of the staff answers what.',
    plainZh: '查看全部工单的统计看板，设置员工受理范围。',
    level: 'STAFF',
    sensitive: false,
  },
});
