import type { Language } from './ports.js';

export type MyDataOutcome = 'ASKED' | 'OPEN' | 'CANCELLED' | 'TOO_LATE';

export interface MyDataText {
  readonly title: string;
  readonly lead: string;
  readonly exportTitle: string;
  readonly exportLead: string;
  readonly askExport: string;
  readonly erasureTitle: string;
  readonly erasureLead: string;
  readonly askErasure: string;
  readonly requests: string;
  readonly noRequests: string;
  readonly kinds: Readonly<Record<string, string>>;
  readonly states: Readonly<Record<string, string>>;
  readonly asked: string;
  readonly due: string;
  readonly download: string;
  readonly cancel: string;
  readonly why: string;
  readonly outcomes: Readonly<Record<string, string>>;
  records(count: number): string;
  readonly kept: string;
  readonly keptFor: string;
  readonly from: string;
  readonly law: string;
  readonly ours: string;
  readonly staff: string;
  readonly noStaff: string;
  readonly notices: Readonly<Record<MyDataOutcome, string>>;
}

export const MY_DATA_TEXT: Readonly<Record<Language, MyDataText>> = {
  en: {
    title: 'Your data',
    lead: 'What we hold of you, for how long, and what you can ask of us.',
    exportTitle: 'A copy of your data',
    exportLead:
      'Your profile, accounts, transactions, plans, questions, plugins, connected apps and who read what, as one file that machines can read.',
    askExport: 'Ask for a copy',
    erasureTitle: 'Erasure',
    erasureLead:
      'All apps and plugins lose their access, and apps are told to delete what they hold; our copies of what was sent to them go, and no more messages come. What a law makes us keep is listed below and is only stored from then on.',
    askErasure: 'Ask for erasure',
    requests: 'Your requests',
    noRequests: 'You have asked for nothing so far.',
    kinds: { EXPORT: 'Copy of your data', ERASURE: 'Erasure' },
    states: {
      RECEIVED: 'waits for our staff',
      APPROVED: 'approved',
      RUNNING: 'under way',
      DONE: 'done',
      REFUSED: 'refused',
      CANCELLED: 'cancelled by you',
    },
    asked: 'Asked on',
    due: 'Answered by',
    download: 'Download the file',
    cancel: 'Cancel this request',
    why: 'Reason',
    outcomes: { ERASED: 'erased or ended', KEPT: 'kept by law' },
    records: (count) => `${count} ${count === 1 ? 'record' : 'records'}`,
    kept: 'What is kept, and how long',
    keptFor: 'Kept for',
    from: ', counted from ',
    law: 'Because of',
    ours: 'our own rule; erasure on request',
    staff: 'Who of our staff looked at your personal details',
    noStaff: 'Nobody looked behind the mask.',
    notices: {
      ASKED: 'We have your request.',
      OPEN: 'You have asked for this already; see below how far it is.',
      CANCELLED: 'Your request was cancelled.',
      TOO_LATE: 'This request can’t be cancelled any more.',
    },
  },
  zh: {
    title: '您的数据',
    lead: '我们持有您的哪些信息、保存多久，以及您可以提出的要求。',
    exportTitle: '数据副本',
    exportLead: '您的资料、账户、交易、定投计划、咨询、插件、已连接的应用及读取记录，汇总为一个机器可读的文件。',
    askExport: '申请副本',
    erasureTitle: '删除',
    erasureLead:
      '所有应用和插件将失去访问权限，应用将被告知删除其持有的数据；我们发送给应用的副本将被清除，此后不再向您发送活动信息。法律要求保存的内容列于下方，此后仅作存储。',
    askErasure: '申请删除',
    requests: '您的申请',
    noRequests: '您尚未提出申请。',
    kinds: { EXPORT: '数据副本', ERASURE: '删除' },
    states: {
      RECEIVED: '等待工作人员处理',
      APPROVED: '已批准',
      RUNNING: '处理中',
      DONE: '已完成',
      REFUSED: '已拒绝',
      CANCELLED: '您已撤回',
    },
    asked: '申请日期',
    due: '最迟答复日期',
    download: '下载文件',
    cancel: '撤回此申请',
    why: '理由',
    outcomes: { ERASED: '已删除或终止', KEPT: '依法保存' },
    records: (count) => `${count} 条记录`,
    kept: '保存的内容与期限',
    keptFor: '保存期限',
    from: '，自以下时间起算：',
    law: '依据',
    ours: '平台规定；可申请删除',
    staff: '查看过您个人资料的工作人员',
    noStaff: '没有人查看过未脱敏资料。',
    notices: {
      ASKED: '我们已收到您的申请。',
      OPEN: '您已提出过该申请，进度见下方。',
      CANCELLED: '您的申请已撤回。',
      TOO_LATE: '该申请已无法撤回。',
    },
  },
};
