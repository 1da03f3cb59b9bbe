import { defineScopes } from '../operation/schema/scope-table.js';

export const EVENT_SCOPES = defineScopes({
  'events:read': {
    titleEn: 'Event feed',
    titleZh: '事件流',
    plainEn: 'Follow its own feed of events. Each event about a customer still needs that customer’s consent.',
    plainZh: '订阅应用自身的事件流；涉及客户的事件仍需该客户授权。',
    level: 'APP',
    sensitive: false,
  },
});
