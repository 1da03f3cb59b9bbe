import type { PersonaStory } from '../personas.js';

export const HE_JING: PersonaStory = {
  ref: 'P10',
  nameZh: '何静',
  nameEn: 'He Jing',
  storyZh: '护士，只买货币基金和短债，从不碰股票。',
  storyEn: 'A nurse who buys money-market and short bond funds alone and never touches shares.',
  tier: 'MASS',
  riskLevel: 'C1',
  baseCurrency: 'CNY',
  locale: 'zh-CN',
  birthDate: '1995-02-17',
  onboardedAt: '2021-11-01',
  lastLoginAt: '2026-10-25T23:10:00+08:00',
  accounts: [
    {
      suffix: 'CN',
      name: '理财账户',
      type: 'CASH',
      baseCurrency: 'CNY',
      openedAt: '2021-11-01',
      commissionRate: '0.00025',
      live: (history) =>
        history
          .deposit('2021-11-02', '80000.00')
          .buy('2021-11-08', '511880', 500)
          .deposit('2023-02-06', '50000.00')
          .buy('2023-02-13', '511880', 400)
          .interest('2024-06-21', '95.11'),
    },
  ],
};
