import { defineScopes } from '../operation/schema/scope-table.js';

export const WEBHOOK_SCOPES = defineScopes({
  'hooks:manage': {
    titleEn: 'Manage hooks',
    titleZh: '管理事件推送',
    plainEn:
      'Set up the addresses that its notices of events are sent to, and see and repeat what was sent. Opens no data about you.',
    plainZh: '设置接收事件通知的地址，查看和重发已发送的通知。不涉及您的任何信息。',
    level: 'APP',
    sensitive: false,
  },
});
