import { defineScopes } from '../operation/schema/scope-table.js';

export const KILL_SWITCH_SCOPES = defineScopes({
  'apps:suspend': {
    titleEn: 'Freeze apps',
    titleZh: '冻结应用',
    plainEn: 'Stop an app at once, review it, release it or end it; practise that without harm.',
    plainZh: '立即停用应用、复核、解除或终止；并可无害演练。',
    level: 'STAFF',
    sensitive: false,
  },
  'audit:read': {
    titleEn: 'Read the receipts',
    titleZh: '查看读取记录',
    plainEn: 'See which customers’ data an app read, and which fields.',
    plainZh: '查看应用读取了哪些客户的哪些数据。',
    level: 'STAFF',
    sensitive: false,
  },
});
