import type { Language } from './ports.js';

/** What the last click came to. */
export type TicketOutcome =
  | 'OPENED'
  | 'SAID'
  | 'REOPENED'
  | 'ENDED'
  | 'RATED'
  | 'SAME'
  | 'INVALID'
  | 'TOO_MANY'
  | 'LATE';

export interface TicketsText {
  readonly title: string;
  readonly lead: string;
  readonly ask: string;
  readonly askHint: string;
  readonly send: string;
  readonly sendOn: string;
  readonly yours: string;
  readonly none: string;
  readonly older: string;
  readonly all: string;
  readonly statuses: Readonly<Record<string, string>>;
  readonly levels: Readonly<Record<string, string>>;
  readonly asked: string;
  readonly who: string;
  readonly promised: string;
  readonly complaint: string;
  readonly conversation: string;
  readonly authors: Readonly<Record<string, string>>;
  readonly article: string;
  readonly files: string;
  readonly handed: string;
  readonly handedLead: string;
  readonly why: string;
  readonly tried: string;
  readonly exchanges: string;
  readonly consulted: string;
  readonly nothing: string;
  readonly noAnswer: string;
  readonly reply: string;
  readonly solved: string;
  readonly reopen: string;
  readonly reopenButton: string;
  readonly rate: string;
  readonly satisfaction: string;
  readonly grades: readonly string[];
  readonly recommend: string;
  readonly unsaid: string;
  readonly comment: string;
  readonly rateButton: string;
  readonly rated: string;
  readonly notices: Readonly<Record<TicketOutcome, string>>;
}

export const TICKETS_TEXT: Readonly<Record<Language, TicketsText>> = {
  en: {
    title: 'Your questions',
    lead: 'Ask once. Whoever takes over reads what was said; you never have to say it again.',
    ask: 'What would you like to know?',
    askHint: 'At most 4,000 characters. No passwords, please: nobody here needs them.',
    send: 'Ask',
    sendOn: 'Send',
    yours: 'What you asked',
    none: 'You have asked nothing so far.',
    older: 'Older questions',
    all: 'All your questions',
    statuses: {
      NEW: 'with us',
      OPEN: 'being worked on',
      WAITING_FOR_CUSTOMER: 'answered, your turn',
      WAITING_FOR_BROKERAGE: 'with us',
      SOLVED: 'solved',
      CLOSED: 'closed',
    },
    levels: {
      L1: 'Our assistant, at once',
      L2: 'A colleague, within 15 minutes of service hours',
      L3: 'An adviser, within 48 hours of trading days',
    },
    asked: 'Asked',
    who: 'Answered by',
    promised: 'Promised by',
    complaint: 'complaint',
    conversation: 'What was said',
    authors: { CUSTOMER: 'You', APP: 'An app, for you', ASSISTANT: 'Our assistant', STAFF: 'Our staff' },
    article: 'Rests on the help article',
    files: 'Files',
    handed: 'What was handed over',
    handedLead: 'This is all that the next colleague sees of what went before.',
    why: 'Why',
    tried: 'Answers so far',
    exchanges: 'Asked and answered',
    consulted: 'Data looked at',
    nothing: 'nothing',
    noAnswer: 'no answer yet',
    reply: 'Write on',
    solved: 'That solved it',
    reopen: 'It is not solved after all? Say what is missing; the promised time goes on where it stopped.',
    reopenButton: 'Open it again',
    rate: 'How was it?',
    satisfaction: 'How satisfied are you?',
    grades: ['1, not at all', '2', '3', '4', '5, very'],
    recommend: 'How likely would you recommend us, 0 to 10?',
    unsaid: 'I would rather not say',
    comment: 'What should we know?',
    rateButton: 'Send',
    rated: 'You rated this',
    notices: {
      OPENED: 'We have your question.',
      SAID: 'We have your message.',
      REOPENED: 'It is open again.',
      ENDED: 'Thank you. You can open it again at any time.',
      RATED: 'Thank you for telling us.',
      SAME: 'You asked this already; here it is.',
      INVALID: 'Please write 1 to 4,000 characters.',
      TOO_MANY: 'That was a lot at once. Please go on with a question that is open, or try again later.',
      LATE: 'That can not be done any more; see below how far it is.',
    },
  },
  zh: {
    title: '您的问题',
    lead: '您只需提问一次。接手的同事会看到此前的全部沟通，无需重复说明。',
    ask: '请描述您的问题',
    askHint: '最多 4,000 字。请勿填写密码：我们不需要您的密码。',
    send: '提交',
    sendOn: '发送',
    yours: '您提过的问题',
    none: '您还没有提过问题。',
    older: '更早的问题',
    all: '全部问题',
    statuses: {
      NEW: '已受理',
      OPEN: '处理中',
      WAITING_FOR_CUSTOMER: '已答复，等待您确认',
      WAITING_FOR_BROKERAGE: '已受理',
      SOLVED: '已解决',
      CLOSED: '已关闭',
    },
    levels: { L1: '智能助手，即时答复', L2: '人工客服，服务时间内 15 分钟', L3: '投资顾问，交易日内 48 小时' },
    asked: '提问时间',
    who: '答复人',
    promised: '承诺时间',
    complaint: '投诉',
    conversation: '沟通记录',
    authors: { CUSTOMER: '您', APP: '应用代您', ASSISTANT: '智能助手', STAFF: '工作人员' },
    article: '依据帮助文章',
    files: '附件',
    handed: '转交内容',
    handedLead: '接手的同事看到的此前情况如下。',
    why: '原因',
    tried: '已给出的答复',
    exchanges: '已问与已答',
    consulted: '查询过的数据',
    nothing: '无',
    noAnswer: '尚未回答',
    reply: '继续说明',
    solved: '问题已解决',
    reopen: '还没有解决？请说明缺少什么；承诺时间从暂停处继续计算。',
    reopenButton: '重新打开',
    rate: '请评价本次服务',
    satisfaction: '您的满意程度',
    grades: ['1，非常不满意', '2', '3', '4', '5，非常满意'],
    recommend: '您向他人推荐我们的可能性（0 至 10）',
    unsaid: '不作评价',
    comment: '您的意见',
    rateButton: '提交评价',
    rated: '您的评价',
    notices: {
      OPENED: '我们已收到您的问题。',
      SAID: '我们已收到您的留言。',
      REOPENED: '问题已重新打开。',
      ENDED: '谢谢。您可以随时重新打开。',
      RATED: '感谢您的评价。',
      SAME: '您已提过同样的问题，见下方。',
      INVALID: '请填写 1 至 4,000 字。',
      TOO_MANY: '短时间内提交过多。请在未结束的问题中继续，或稍后再试。',
      LATE: '当前状态下无法进行该操作，进度见下方。',
    },
  },
};
