import type { Language } from './ports.js';

export const CHOICES = ['PERSONALISED', 'GENERAL', 'NONE'] as const;
export type Choice = (typeof CHOICES)[number];

export interface MessagesText {
  readonly title: string;
  readonly lead: string;
  readonly now: string;
  /** Holds although nothing was chosen. */
  readonly notChosen: string;
  /** What stands before and after the day of the choice. */
  readonly since: readonly [string, string];
  readonly choose: string;
  readonly saved: string;
  readonly back: string;
  readonly choices: Readonly<Record<Choice, { readonly title: string; readonly plain: string }>>;
}

export const MESSAGES_TEXT: Readonly<Record<Language, MessagesText>> = {
  en: {
    title: 'Messages',
    lead: 'You decide which messages you get from us, here and through apps that you connected. It counts at once, also for messages that wait.',
    now: 'Your choice',
    notChosen: 'Holds as long as you choose nothing',
    since: [' (since ', ')'],
    choose: 'Choose this',
    saved: 'Your choice is kept.',
    back: 'Connected apps',
    choices: {
      PERSONALISED: {
        title: 'Messages chosen for you',
        plain:
          'We may choose by what we know of you: how your holdings and assets change, when you sign in, what you look at through connected apps, what you ask or complain about, your birthday.',
      },
      GENERAL: {
        title: 'General messages only',
        plain: 'You get what everybody gets. Nothing we know of you is used.',
      },
      NONE: { title: 'No messages', plain: 'You get no campaign messages. Service on your own requests goes on.' },
    },
  },
  zh: {
    title: '信息接收',
    lead: '由您决定接收我们的哪些信息，包括经您已连接的应用转达的信息。选择立即生效，对等待发送的信息同样有效。',
    now: '您的选择',
    notChosen: '您尚未选择，目前按此执行',
    since: ['（自 ', '起）'],
    choose: '选择此项',
    saved: '已保存您的选择。',
    back: '已连接的应用',
    choices: {
      PERSONALISED: {
        title: '为您挑选的信息',
        plain:
          '我们可能根据对您的了解挑选信息：持仓和资产的变化、登录情况、您经已连接应用浏览的标的、您的咨询与投诉、您的生日。',
      },
      GENERAL: { title: '仅通用信息', plain: '您收到的与所有人相同，不使用我们对您的任何了解。' },
      NONE: { title: '不接收信息', plain: '您不会收到活动信息。您自己提出的服务请求照常处理。' },
    },
  },
};
