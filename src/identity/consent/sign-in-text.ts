import type { Language } from '../pages/language.js';

export interface SignInText {
  readonly title: string;
  readonly badge: string;
  readonly lead: string;
  continueTo(app: string): string;
  /** Heading and assets under management of each service tier. */
  readonly tiers: Readonly<Record<string, string>>;
  /** Risk levels of investors. Source: investor suitability rules of the Securities Association of China. */
  readonly risks: Readonly<Record<string, string>>;
}

export const SIGN_IN_TEXT: Readonly<Record<Language, SignInText>> = {
  en: {
    title: 'Sandbox sign-in: choose a synthetic customer',
    badge: 'Sandbox',
    lead: 'Nobody here is real, so there is no password. Press a customer to go on as that person.',
    continueTo: (app) => `After this, you decide what ${app} may see.`,
    tiers: {
      HIGH_NET_WORTH: 'High net worth: from 10 million yuan',
      POTENTIAL: 'Potential: 0.5 to 10 million yuan',
      MASS: 'Mass: 10 thousand to 0.5 million yuan',
      DORMANT: 'Dormant: below 10 thousand yuan, or no sign-in for six months',
    },
    risks: {
      C1_LOWEST: 'C1, lowest: can bear no loss',
      C1: 'C1: conservative',
      C2: 'C2: cautious',
      C3: 'C3: balanced',
      C4: 'C4: growth',
      C5: 'C5: aggressive',
    },
  },
  zh: {
    title: '登录沙盒：选择一位模拟客户',
    badge: '沙盒环境',
    lead: '这里没有真实客户，也不需要密码。点选一位客户，即以其身份继续。',
    continueTo: (app) => `接下来由您决定“${app}”可以查看哪些信息。`,
    tiers: {
      HIGH_NET_WORTH: '高净值客户：1000 万元及以上',
      POTENTIAL: '潜力客户：50 万至 1000 万元',
      MASS: '大众客户：1 万至 50 万元',
      DORMANT: '休眠客户：不足 1 万元，或六个月未登录',
    },
    risks: {
      C1_LOWEST: 'C1 最低类别：不能承受任何损失',
      C1: 'C1 保守型',
      C2: 'C2 谨慎型',
      C3: 'C3 稳健型',
      C4: 'C4 积极型',
      C5: 'C5 激进型',
    },
  },
};
