import type { PersonaStory } from '../personas.js';

export const MA_DEFU: PersonaStory = {
  ref: 'P11',
  nameZh: '马德福',
  nameEn: 'Ma Defu',
  storyZh: '风险承受能力最低类别的老人，只能购买最低风险的产品，需要格外的保护。',
  storyEn: 'An elderly man of the lowest risk class, who may only buy the safest product and needs extra care.',
  tier: 'MASS',
  riskLevel: 'C1_LOWEST',
  baseCurrency: 'CNY',
  locale: 'zh-CN',
  birthDate: '1949-10-01',
  onboardedAt: '2020-08-03',
  lastLoginAt: '2026-10-20T10:00:00+08:00',
  accounts: [
    {
      suffix: 'CN',
      name: '现金账户',
      type: 'CASH',
      baseCurrency: 'CNY',
      openedAt: '2020-08-03',
      commissionRate: '0.00025',
      live: (history) =>
        history
          .deposit('2020-08-04', '60000.00')
          .buy('2020-08-10', '511880', 300)
          .interest('2022-06-21', '61.05')
          .withdraw('2024-02-05', '5000.00', 'CNY', 'spring festival'),
    },
  ],
};
