/** Texts that staff send often, by key, in the ticket's language. */
export const CANNED_REPLIES: Readonly<
  Record<string, { readonly kind: 'ANSWER' | 'QUESTION'; readonly zh: string; readonly en: string }>
> = {
  'looking-into-it': {
    kind: 'ANSWER',
    zh: '您的问题我们已开始核查，会在承诺的时间内给您答复。',
    en: 'We are looking into your question and will answer within the promised time.',
  },
  'which-order': {
    kind: 'QUESTION',
    zh: '请告诉我们是哪一笔委托：证券代码、日期和大致时间。',
    en: 'Please tell us which order it is: the symbol, the day and about when.',
  },
  'need-screenshot': {
    kind: 'QUESTION',
    zh: '请附上出现问题的页面截图，请遮住账号和余额。',
    en: 'Please attach a screenshot of the page; cover account numbers and balances.',
  },
  'bank-traces': {
    kind: 'ANSWER',
    zh: '银行正在核查这笔转账，通常在一个工作日内冲回或入账。',
    en: 'The bank is tracing this transfer; it is usually reversed or credited within one working day.',
  },
  'solved-thanks': {
    kind: 'ANSWER',
    zh: '问题已处理完毕，感谢您的耐心等待。如仍有疑问，可重新打开本工单。',
    en: 'This has been dealt with; thank you for your patience. If anything is left, open this ticket again.',
  },
};
