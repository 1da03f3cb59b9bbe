import { defineScopes } from '../operation/schema/scope-table.js';

/** `openid` is the authorization server's own and stands in no table: it opens no field. */
export const IDENTITY_SCOPES = defineScopes({
  'apps:manage': {
    titleEn: 'Manage apps',
    titleZh: '管理应用',
    plainEn: 'Register and list the apps of its own publisher. Opens no data about you.',
    plainZh: '登记和查看所属发布方的应用。不涉及您的任何信息。',
    level: 'APP',
    sensitive: false,
  },
  'grants:read': {
    titleEn: 'See connected apps',
    titleZh: '查看已连接的应用',
    plainEn: 'See which apps are connected, what they may read and when they last did.',
    plainZh: '查看已连接的应用、其权限范围及最近读取时间。',
    level: 'CUSTOMER',
    sensitive: false,
    firstPartyOnly: true,
  },
  'grants:write': {
    titleEn: 'Disconnect apps',
    titleZh: '断开应用连接',
    plainEn: 'End the access of a connected app at once.',
    plainZh: '立即终止已连接应用的访问权限。',
    level: 'CUSTOMER',
    sensitive: false,
    firstPartyOnly: true,
  },
});
