/** What somebody is told of the codes that only these pages show; the same shape as the texts of all pages. */
export const PEOPLE_ERROR_TEXT = {
  TOO_MANY_ATTEMPTS: {
    happened: { zh: '尝试次数过多', en: 'Too many attempts' },
    advice: {
      zh: '为保护账户，暂停接受尝试。请按下面的提示稍候再试；如果这不是您本人的操作，请联系管理员。',
      en: 'To protect the account, no attempt is taken for a while. Wait as long as it says below; if this was not you, tell an administrator.',
    },
  },
  INVITATION_UNUSABLE: {
    happened: { zh: '此邀请已失效', en: 'This invitation can’t be used' },
    advice: {
      zh: '邀请三天后过期，且仅可使用一次。请向邀请您的人索取新的邀请；如果您已接受，请直接登录。',
      en: 'An invitation lasts three days and works once. Ask whoever invited you for a new one; if you accepted it already, just sign in.',
    },
  },
  PERSON_NOT_PERMITTED: {
    happened: { zh: '您的角色无权执行此操作', en: 'Your roles don’t include this' },
    advice: {
      zh: '请联系管理员或发布方的所有者。',
      en: 'Ask an administrator, or an owner of the publisher.',
    },
  },
  PERSON_INPUT_INVALID: {
    happened: { zh: '输入的内容有误', en: 'Something that was entered can’t be taken' },
    advice: { zh: '请返回上一页，更正后重试。', en: 'Go back, correct it and try again.' },
  },
  CUSTOMER_UNKNOWN: {
    happened: { zh: '您的登录未对应任何客户', en: 'No customer belongs to your sign-in' },
    advice: {
      zh: '您已在券商登录，但本平台没有对应的客户资料。新开户客户请次日再试；如仍失败，请联系券商客服。',
      en: 'You signed in at the brokerage, but this platform has no customer of yours. If your account is new, try again tomorrow; otherwise ask the brokerage’s support.',
    },
  },
  CUSTOMER_SIGN_IN_FAILED: {
    happened: { zh: '登录未完成', en: 'The sign-in was not completed' },
    advice: {
      zh: '登录已取消、超时，或在另一个浏览器中进行。请回到应用，重新发起连接。',
      en: 'It was cancelled, took too long, or went on in another browser. Go back to the app and start again.',
    },
  },
} as const;
