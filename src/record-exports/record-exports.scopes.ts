import { defineScopes } from '../operation/schema/scope-table.js';

export const RECORD_EXPORT_SCOPES = defineScopes({
  'records:export': {
    titleEn: 'Hand records over',
    titleZh: '导出监管记录',
    plainEn: 'Request signed archives of receipts, events and consents for a regulator, agree to them, and fetch them.',
    plainZh: '为监管机构申请、批准并取得带签名的读取记录、事件与授权档案。',
    level: 'STAFF',
    sensitive: false,
  },
});
