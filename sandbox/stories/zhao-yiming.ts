import type { PersonaStory } from '../personas.js';

export const ZHAO_YIMING: PersonaStory = {
  ref: 'P05',
  nameZh: '赵一鸣',
  nameEn: 'Zhao Yiming',
  storyZh: '刚毕业，上个月开户并入金，还没有做过一笔交易。',
  storyEn: 'Has just left university; opened an account last month, paid in, and has not traded yet.',
  tier: 'MASS',
  riskLevel: 'C3',
  baseCurrency: 'CNY',
  locale: 'zh-CN',
  birthDate: '2003-09-09',
  onboardedAt: '2026-09-14',
  lastLoginAt: '2026-10-28T22:05:00+08:00',
  accounts: [
    {
      suffix: 'CN',
      name: '证券账户',
      type: 'CASH',
      baseCurrency: 'CNY',
      openedAt: '2026-09-14',
      commissionRate: '0.00025',
      live: (history) => history.deposit('2026-09-15', '30000.00'),
    },
  ],
};
