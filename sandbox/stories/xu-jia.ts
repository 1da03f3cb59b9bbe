import type { PersonaStory } from '../personas.js';

export const XU_JIA: PersonaStory = {
  ref: 'P12',
  nameZh: '徐佳',
  nameEn: 'Xu Jia',
  storyZh: '软件工程师，集中持有美国科技股，亲历英伟达一拆十。',
  storyEn: 'A software engineer with US technology shares, who lived through the ten-for-one split of NVIDIA.',
  tier: 'MASS',
  riskLevel: 'C4',
  baseCurrency: 'USD',
  locale: 'en-US',
  birthDate: '1991-04-04',
  onboardedAt: '2019-07-01',
  lastLoginAt: '2026-10-30T01:12:00+08:00',
  accounts: [
    {
      suffix: 'US',
      name: '美股账户',
      type: 'CASH',
      baseCurrency: 'USD',
      openedAt: '2019-07-01',
      commissionRate: '0.0003',
      live: (history) =>
        history
          .deposit('2019-07-02', '12000.00', 'USD')
          .buy('2019-07-08', 'NVDA', 5)
          .buy('2019-07-08', 'GOOG', 2)
          .buy('2020-03-16', 'SPY', 10)
          .buy('2021-02-08', 'KO', 20)
          .deposit('2022-10-03', '6000.00', 'USD')
          .buy('2022-10-17', 'TSLA', 10)
          .sell('2024-07-15', 'NVDA', 100)
          .fee('2025-01-06', '12.00', 'USD', 'W-8BEN renewal'),
    },
  ],
};
