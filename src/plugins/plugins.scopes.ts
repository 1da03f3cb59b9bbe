import { defineScopes } from '../operation/schema/scope-table.js';

export const PLUGIN_SCOPES = defineScopes({
  'plugins:read': {
    titleEn: 'Find plugins',
    titleZh: '查找插件',
    plainEn: 'See the public list of plugins: what they do, what they read, what they cost. Nothing about you.',
    plainZh: '查看公开的插件目录：用途、读取的内容和价格。不涉及您的任何信息。',
    level: 'APP',
    sensitive: false,
  },
  'plugins:publish': {
    titleEn: 'Publish plugins',
    titleZh: '发布插件',
    plainEn:
      'Publish and withdraw plugins of its publisher, and see how they fare in numbers. Opens no data about you.',
    plainZh: '发布和撤回其发布方的插件，并以汇总数字查看运行情况。不涉及您的任何信息。',
    level: 'APP',
    sensitive: false,
  },
  'plugins:run': {
    titleEn: 'Run your plugins',
    titleZh: '运行您的插件',
    plainEn:
      'Run plugins that you installed and get their results, within what you allowed both the plugin and this app to see. A plugin changes nothing without your confirmation.',
    plainZh:
      '运行您已安装的插件并获得结果，范围不超过您同时允许该插件和本应用查看的内容。未经您确认，插件不会更改任何内容。',
    level: 'CUSTOMER',
    sensitive: true,
  },
  'plugins:manage': {
    titleEn: 'Manage your plugins',
    titleZh: '管理您的插件',
    plainEn: 'Install, update, rate and remove plugins, and confirm what they propose. On our own pages only.',
    plainZh: '安装、更新、评价和移除插件，并确认其建议。仅限我们自己的页面。',
    level: 'CUSTOMER',
    sensitive: true,
    firstPartyOnly: true,
  },
  'plugins:review': {
    titleEn: 'Review plugins',
    titleZh: '审核插件',
    plainEn: 'Staff: see submitted plugins with their checks, and approve or refuse them. Two people decide.',
    plainZh: '内部人员：查看提交的插件及其检查结果，并批准或拒绝。须由两人决定。',
    level: 'STAFF',
    sensitive: false,
  },
  'plugins:stop': {
    titleEn: 'Stop plugins',
    titleZh: '停用插件',
    plainEn: 'Staff: stop a version of a plugin at once, see whom it concerned, and take charges back.',
    plainZh: '内部人员：立即停用插件的某个版本，查看受影响的客户，并撤回收费。',
    level: 'STAFF',
    sensitive: true,
  },
});
