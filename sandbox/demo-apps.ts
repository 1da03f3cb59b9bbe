import type { AppRegistration } from '../src/identity/index.js';
import { DEMO_CONSOLE_JWKS } from './demo-keys.js';

/** The sandbox's publisher and its apps, with fixed ids, so that guides and examples can name them. */
export const EXAMPLE_LABS = {
  slug: 'example-labs',
  name: 'Example Labs',
  verifiedDomain: 'example-labs.example',
} as const;

export const DEMO_APPS: readonly AppRegistration[] = [
  {
    publisher: EXAMPLE_LABS,
    clientId: 'example-labs-portfolio-viewer',
    nameZh: '资产一览',
    nameEn: 'Portfolio Viewer',
    clientType: 'PUBLIC',
    redirectUris: ['http://127.0.0.1:8787/callback'],
    scopes: [
      'profile:read',
      'accounts:read',
      'balances:read',
      'positions:read',
      'portfolio:read',
      'transactions:read',
      'market:read',
      'plugins:read',
      'plugins:run',
    ],
    purposes: {
      'accounts:read': { zh: '列出您选择展示的账户', en: 'Lists the accounts that you chose to show' },
      'balances:read': { zh: '显示可用现金', en: 'Shows the cash that is there' },
      'positions:read': { zh: '显示您的持仓', en: 'Shows what you hold' },
      'portfolio:read': { zh: '显示总资产和收益', en: 'Shows total value and returns' },
      'plugins:run': { zh: '运行您已安装的插件', en: 'Runs the plugins that you installed' },
      'transactions:read': { zh: '显示交易历史', en: 'Shows past transactions' },
      'profile:read': { zh: '按您的基准货币换算', en: 'Converts into your base currency' },
    },
    status: 'APPROVED',
  },
  {
    publisher: EXAMPLE_LABS,
    clientId: 'example-labs-home-speaker',
    nameZh: '家庭音箱',
    nameEn: 'Home Speaker',
    clientType: 'PUBLIC',
    redirectUris: ['http://127.0.0.1:8788/callback'],
    scopes: ['portfolio:read', 'market:read'],
    purposes: { 'portfolio:read': { zh: '在家中播报资产的涨跌', en: 'Says at home how your portfolio moved' } },
    status: 'APPROVED',
  },
  {
    // A lifestyle partner: asks the brokerage for its members.
    publisher: EXAMPLE_LABS,
    clientId: 'example-labs-neighbourhood',
    nameZh: '社区生活',
    nameEn: 'Neighbourhood',
    clientType: 'PUBLIC',
    redirectUris: ['http://127.0.0.1:8789/callback'],
    scopes: ['tickets:read', 'tickets:write', 'market:read'],
    purposes: {
      'tickets:read': { zh: '显示您的问题处理到哪一步', en: 'Shows how far your question is' },
      'tickets:write': { zh: '替您向券商提问', en: 'Asks the brokerage for you' },
    },
    status: 'APPROVED',
  },
  {
    // Acts on its own, for the publisher: registers further apps. Its key stands in demo-keys.ts.
    publisher: EXAMPLE_LABS,
    clientId: 'example-labs-console',
    nameZh: '发布方控制台',
    nameEn: 'Publisher Console',
    clientType: 'CONFIDENTIAL',
    redirectUris: [],
    jwks: DEMO_CONSOLE_JWKS,
    scopes: ['apps:manage', 'market:read', 'events:read', 'hooks:manage', 'plugins:publish', 'plugins:read'],
    status: 'APPROVED',
  },
];
