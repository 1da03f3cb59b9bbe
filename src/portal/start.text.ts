import type { Language } from './ports.js';

export interface StartText {
  readonly title: string;
  readonly lead: string;
  readonly modes: Readonly<Record<'sandbox' | 'live', { readonly badge: string; readonly says: string }>>;
  readonly firstQuery: string;
  readonly guides: string;
  readonly endpoint: string;
}

export const START_TEXT: Readonly<Record<Language, StartText>> = {
  zh: {
    title: '开放平台',
    lead: '第三方开发者和合作伙伴经客户授权，通过同一个 GraphQL 接口读取账户、投资组合、工单和活动数据。',
    modes: {
      sandbox: { badge: '沙盒', says: '这里的客户和行情均为虚构，请放心试用。' },
      live: { badge: '正式环境', says: '这里是真实客户的数据，每次访问都需要客户授权。' },
    },
    firstQuery: '第一次查询，在项目目录中运行：',
    guides: '开发指南位于代码仓库的 docs/guides，请从 quick-start.md 开始；错误代码见 docs/errors。',
    endpoint: '接口地址',
  },
  en: {
    title: 'Open API of the brokerage',
    lead: 'Developers and partners read accounts, portfolios, service tickets and campaigns through one GraphQL endpoint, under rights that the customer granted.',
    modes: {
      sandbox: { badge: 'Sandbox', says: 'All customers and markets here are invented: try what you like.' },
      live: { badge: 'Live', says: 'Here are real customers: every access needs their consent.' },
    },
    firstQuery: 'A first query, from the folder of the project:',
    guides:
      'The guides stand in the repository under docs/guides; begin with quick-start.md. Error codes: docs/errors.',
    endpoint: 'Endpoint',
  },
};

/** For whom the places below are, in the order of the page. */
export const AUDIENCES = {
  developers: { zh: '开发者', en: 'Developers' },
  customers: { zh: '客户', en: 'Customers' },
  staff: { zh: '员工与运维', en: 'Staff and operation' },
} as const;

export interface Place {
  /** Name in the JSON answer; stable. */
  readonly key: string;
  readonly path: string;
  readonly audience: keyof typeof AUDIENCES;
  readonly zh: string;
  readonly en: string;
}

/** All that anybody may open; the page and the JSON answer are both made from it. */
export const PLACES: readonly Place[] = [
  {
    key: 'schema',
    path: '/schema.graphql',
    audience: 'developers',
    zh: 'GraphQL 模式（含权限与开销）',
    en: 'GraphQL schema, with scopes and costs',
  },
  {
    key: 'authorizationServer',
    path: '/.well-known/oauth-authorization-server/oauth',
    audience: 'developers',
    zh: '授权服务器元数据',
    en: 'Metadata of the authorization server',
  },
  {
    key: 'protectedResource',
    path: '/.well-known/oauth-protected-resource/graphql',
    audience: 'developers',
    zh: '受保护资源元数据与权限列表',
    en: 'Metadata of the API, with all scopes',
  },
  {
    key: 'pluginKeys',
    path: '/.well-known/openfolio-plugins/jwks.json',
    audience: 'developers',
    zh: '插件注册中心公钥',
    en: 'Public keys of the plugin registry',
  },
  {
    key: 'receiptKeys',
    path: '/.well-known/openfolio-receipts/jwks.json',
    audience: 'developers',
    zh: '访问记录公钥',
    en: 'Public keys of the receipts',
  },
  {
    key: 'developerSignIn',
    path: '/publisher/sign-in',
    audience: 'developers',
    zh: '开发者登录',
    en: 'Developer sign-in',
  },
  { key: 'connectedApps', path: '/connected-apps', audience: 'customers', zh: '已连接的应用', en: 'Connected apps' },
  { key: 'receipts', path: '/receipts', audience: 'customers', zh: '访问记录', en: 'What was read' },
  { key: 'plugins', path: '/plugins', audience: 'customers', zh: '插件', en: 'Plugins' },
  { key: 'tickets', path: '/tickets', audience: 'customers', zh: '我的提问', en: 'Questions' },
  { key: 'messages', path: '/messages', audience: 'customers', zh: '消息设置', en: 'Messages' },
  { key: 'myData', path: '/my-data', audience: 'customers', zh: '我的数据', en: 'My data' },
  { key: 'staffSignIn', path: '/staff/sign-in', audience: 'staff', zh: '员工登录', en: 'Staff sign-in' },
  { key: 'ready', path: '/readyz', audience: 'staff', zh: '运行状态', en: 'Readiness' },
  {
    key: 'security',
    path: '/.well-known/security.txt',
    audience: 'staff',
    zh: '报告安全漏洞',
    en: 'Report a weakness',
  },
];
