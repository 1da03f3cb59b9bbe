import { defineScopes } from '../../../operation/schema/scope-table.js';

/** Held by everybody who is signed in at a desk, whatever their roles. */
export const DESK_SCOPES = defineScopes({
  'desk:staff': {
    titleEn: 'Staff desk',
    titleZh: '员工工作台',
    plainEn: 'See who is signed in and what their roles permit.',
    plainZh: '查看当前登录者及其角色所允许的操作。',
    level: 'STAFF',
    sensitive: false,
  },
  'desk:member': {
    titleEn: 'Publisher desk',
    titleZh: '发布方工作台',
    plainEn: 'See who is signed in and what their roles permit.',
    plainZh: '查看当前登录者及其角色所允许的操作。',
    level: 'MEMBER',
    sensitive: false,
  },
});
