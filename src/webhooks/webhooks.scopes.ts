import { defineScopes } from '../operation/schema/scope-table.js';

export const WEBHOOK_SCOPES = defineScopes({
  'hooks:manage': {
    titleEn: 'Manage hooks',
    titleZh: '管理事件推送',
    plainEn: 'Register where its own events are sent, and see and repeat deliveries. Shows no customer data.',
    plainZh: '登记自身事件的推送地址，查看和重发推送记录，不涉及任何客户数据。',
    level: 'APP',
    sensitive: false,
  },
});
