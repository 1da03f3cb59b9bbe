/** One kind of data: how long it is kept, why, and what removes it. */
export interface RetentionRow {
  readonly kind: string;
  readonly titleEn: string;
  readonly titleZh: string;
  /** PostgreSQL interval, counted from what `fromEn` says. `null`: as long as the customer is one, then by `kept` of the law. */
  readonly keep: string;
  readonly fromEn: string;
  readonly fromZh: string;
  /** What demands it; `null` where the platform itself decided. */
  readonly law: string | null;
  /** The same in Chinese. */
  readonly lawZh: string | null;
  /** Kept in spite of a request for erasure, because the law says so (PIPL art. 47, last paragraph). */
  readonly survivesErasure: boolean;
  /**
   * Removes at most $2 rows that are older than the instant $1, which is now less `keep`. Left out where nothing is removed
   * within the years that this release has to look ahead, or where the owner of the table removes by itself.
   */
  readonly purge?: string;
}

const SECURITIES_LAW = 'Securities Law of the PRC (2019), art. 137: at least 20 years';
const AML_LAW = 'Anti-Money Laundering Law of the PRC (2024), art. 34: at least 10 years';
const MARKETING = 'Measures for the Administration of Internet Advertising (2023), art. 14: at least three years';
const LOGS = 'Cybersecurity Law of the PRC, art. 21 (3) in the text of 2017: network logs for at least six months';

/** By the English text, so that a row names its law once. */
const LAW_ZH: Readonly<Record<string, string>> = {
  [SECURITIES_LAW]: '《证券法》（2019）第一百三十七条：不少于二十年',
  [AML_LAW]: '《反洗钱法》（2024）第三十四条：不少于十年',
  [MARKETING]: '《互联网广告管理办法》（2023）第十四条：不少于三年',
  [LOGS]: '《网络安全法》（2017 年文本）第二十一条第三项：网络日志不少于六个月',
};

const batch = (table: string, key: string, condition: string) =>
  `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE ${condition} LIMIT $2::integer)`;

const ROWS: readonly Omit<RetentionRow, 'lawZh'>[] = [
  {
    kind: 'IDENTITY',
    titleEn: 'Who you are: name, mobile number, date of birth, risk questionnaire',
    titleZh: '身份资料：姓名、手机号、出生日期、风险测评',
    keep: '20 years',
    fromEn: 'the closing of your last account',
    fromZh: '最后一个账户销户之日',
    law: `${SECURITIES_LAW}; ${AML_LAW}`,
    survivesErasure: true,
  },
  {
    kind: 'TRADING',
    titleEn: 'Accounts, transactions, positions, charges',
    titleZh: '账户、交易、持仓、费用',
    keep: '20 years',
    fromEn: 'the transaction',
    fromZh: '交易发生之日',
    law: SECURITIES_LAW,
    survivesErasure: true,
  },
  {
    kind: 'READ_RECORDS',
    titleEn: 'Who read what of you, and consents with their texts',
    titleZh: '读取记录、授权及其文本',
    keep: '20 years',
    fromEn: 'the reading',
    fromZh: '读取之日',
    law: SECURITIES_LAW,
    survivesErasure: true,
  },
  {
    kind: 'CONSENTS',
    titleEn: 'Live access of apps',
    titleZh: '应用的有效授权',
    keep: '180 days',
    fromEn: 'your consent; it ends by itself then',
    fromZh: '授权之日，到期自动终止',
    law: null,
    survivesErasure: false,
  },
  {
    kind: 'PAYLOADS',
    titleEn: 'Copies of messages that were sent to apps',
    titleZh: '已发送给应用的消息副本',
    keep: '30 days',
    fromEn: 'the end of the delivery',
    fromZh: '投递结束之日',
    law: null,
    survivesErasure: false,
    purge: `UPDATE hook_delivery SET body = NULL WHERE id IN (
      SELECT id FROM hook_delivery WHERE body IS NOT NULL AND ended_at < $1 AND state IN ('DELIVERED', 'CANCELLED', 'FAILED') LIMIT $2::integer)`,
  },
  {
    kind: 'ANSWERS',
    titleEn: 'Beginnings of what systems of apps answered to such messages',
    titleZh: '应用系统对上述消息的应答（开头部分）',
    keep: '30 days',
    fromEn: 'the answer',
    fromZh: '应答之日',
    law: null,
    survivesErasure: false,
    purge: `UPDATE hook_attempt SET detail = NULL WHERE id IN (
      SELECT id FROM hook_attempt WHERE detail IS NOT NULL AND at < $1 LIMIT $2::integer)`,
  },
  {
    kind: 'EXPORTS',
    titleEn: 'Exports of your data that you asked for',
    titleZh: '您申请导出的数据',
    keep: '14 days',
    fromEn: 'the export',
    fromZh: '导出之日',
    law: null,
    survivesErasure: false,
    purge: batch('privacy_export_part', 'request_id, number', 'made_at < $1'),
  },
  {
    kind: 'ACTIVITY',
    titleEn: 'When you were here and what you looked at, by the hour',
    titleZh: '您的登录时间和浏览的标的（按小时）',
    keep: '90 days',
    fromEn: 'the hour',
    fromZh: '该小时',
    law: null,
    survivesErasure: false,
    purge: batch('activity_signal', 'id', 'at < $1'),
  },
  {
    kind: 'SERVICE',
    titleEn: 'Questions you asked, answers, files and ratings',
    titleZh: '您的咨询、答复、附件与评价',
    keep: '20 years',
    fromEn: 'the end of the ticket',
    fromZh: '工单结束之日',
    law: SECURITIES_LAW,
    survivesErasure: true,
  },
  {
    kind: 'PLUGINS',
    titleEn: 'Plugins you use, what they were given and gave, your ratings',
    titleZh: '您使用的插件、其输入输出及您的评分',
    keep: '90 days',
    fromEn: 'the run; installations until you end them',
    fromZh: '运行之日；安装以您终止为止',
    law: null,
    survivesErasure: false,
  },
  {
    kind: 'PLUGIN_CHARGES',
    titleEn: 'What the use of plugins cost, and runs without their data',
    titleZh: '插件使用费用及不含数据的运行记录',
    keep: '20 years',
    fromEn: 'the charge',
    fromZh: '计费之日',
    law: SECURITIES_LAW,
    survivesErasure: true,
  },
  {
    kind: 'MESSAGE_CHOICE',
    titleEn: 'Which messages you want',
    titleZh: '您选择接收的信息',
    keep: '20 years',
    fromEn: 'your last choice',
    fromZh: '您最近一次选择之日',
    law: null,
    survivesErasure: false,
  },
  {
    kind: 'MESSAGES',
    titleEn: 'Which messages you were sent, and what you said to them',
    titleZh: '向您发送的信息及您的反馈',
    keep: '3 years',
    fromEn: 'the message',
    fromZh: '发送之日',
    law: MARKETING,
    survivesErasure: true,
  },
  {
    kind: 'SIGN_INS',
    titleEn: 'Your sign-ins on our pages',
    titleZh: '您在本平台页面的登录',
    keep: '1 day',
    fromEn: 'the sign-in; it ends by itself',
    fromZh: '登录之时，到期自动终止',
    law: null,
    survivesErasure: false,
  },
  {
    kind: 'RECORD_EXPORTS',
    titleEn: 'Copies of records that were handed to a regulator',
    titleZh: '已提交监管机构的记录副本',
    keep: '30 days',
    fromEn: 'the export; that there was one is kept for 20 years',
    fromZh: '导出之日；导出事实本身保存 20 年',
    law: SECURITIES_LAW,
    survivesErasure: true,
    purge: `DELETE FROM record_export_chunk WHERE (export_id, number) IN (SELECT c.export_id, c.number FROM record_export_chunk c
      JOIN record_export e ON e.id = c.export_id WHERE e.ended_at < $1 LIMIT $2::integer)`,
  },
  {
    kind: 'APP_ACTIVITY',
    titleEn: 'Counts of what apps do by the minute (no personal data)',
    titleZh: '应用的分钟级活动计数（不含个人信息）',
    keep: '2 days',
    fromEn: 'the minute',
    fromZh: '计数当时',
    law: null,
    survivesErasure: true,
    purge: batch('app_activity', 'app_id, slot', 'slot < $1'),
  },
  {
    kind: 'APP_HABITS',
    titleEn: 'Counts of what apps do by the hour (no personal data)',
    titleZh: '应用的小时级活动计数（不含个人信息）',
    keep: '35 days',
    fromEn: 'the hour',
    fromZh: '计数当时',
    law: null,
    survivesErasure: true,
    purge: batch('app_habit', 'app_id, hour', 'hour < $1'),
  },
  {
    kind: 'NETWORKS',
    titleEn: 'Coarse networks that apps came from (no addresses)',
    titleZh: '应用来源的粗略网段（不含具体地址）',
    keep: '400 days',
    fromEn: 'the last request from it',
    fromZh: '最后一次请求之日',
    law: LOGS,
    survivesErasure: true,
    purge: batch('app_network', 'app_id, network', 'last_seen < $1'),
  },
];

/** What is kept and for how long. Customers read it on their page; the purge runs from it. */
export const RETENTION_TABLE: readonly RetentionRow[] = ROWS.map((row) => ({
  ...row,
  lawZh:
    row.law &&
    row.law
      .split('; ')
      .map((law) => LAW_ZH[law] ?? law)
      .join('；'),
}));
