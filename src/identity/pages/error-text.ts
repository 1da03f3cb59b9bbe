import { PEOPLE_ERROR_TEXT } from '../people/pages/people-error-text.js';
import type { Language, Text } from './language.js';

interface ErrorText {
  readonly happened: Text;
  readonly advice: Text;
}

/** What a customer is told of each code; the code itself is for who looks after the app or the platform. */
const TEXTS: Readonly<Record<string, ErrorText>> = {
  ...PEOPLE_ERROR_TEXT,
  AUTHORIZATION_EXPIRED: {
    happened: { zh: '此次申请已过期或已处理', en: 'This request has expired or was already answered' },
    advice: {
      zh: '申请的有效期为十分钟，且只能答复一次。请回到应用，重新发起连接。',
      en: 'A request waits ten minutes and can be answered once. Go back to the app and connect again.',
    },
  },
  CONSENT_TAMPERED: {
    happened: { zh: '收到的答复与页面内容不符', en: 'The answer doesn’t match what the page offered' },
    advice: {
      zh: '请回到应用重新发起连接。如再次出现，可能有浏览器扩展改动了页面，请停用后重试。',
      en: 'Go back to the app and connect again. If it happens again, an extension of your browser may be changing our pages: turn it off and retry.',
    },
  },
  FORM_FORGED: {
    happened: { zh: '无法确认该操作来自我们的页面', en: 'We can’t tell that this came from our own page' },
    advice: {
      zh: '请返回上一页，刷新后重试。如果您并未进行任何操作，请直接关闭本页。',
      en: 'Go back, reload the page and try again. If you did nothing yourself, just close this page.',
    },
  },
  SIGN_IN_UNAVAILABLE: {
    happened: { zh: '目前无法登录', en: 'Signing in isn’t possible at the moment' },
    advice: {
      zh: '问题出在我们这边。请稍后再试。',
      en: 'The fault is ours, not yours. Please try again later.',
    },
  },
  invalid_request_uri: {
    happened: { zh: '应用发来的链接已失效', en: 'The link that the app sent has expired' },
    advice: {
      zh: '这类链接一分钟后失效，且只能使用一次。请回到应用，重新发起连接。',
      en: 'Such a link lasts one minute and works once. Go back to the app and connect again.',
    },
  },
  INTERNAL: {
    happened: { zh: '我们这边出了问题', en: 'Something went wrong on our side' },
    advice: {
      zh: '请稍后再试。如仍失败，请将下面的编号告知我们，我们即可查明原因。',
      en: 'Please try again in a moment. If it fails again, give us the number below: with it we can find the cause.',
    },
  },
};

/** Whatever else the protocol refuses is a mistake of the app: the customer can't mend it. */
const FAULT_OF_THE_APP: ErrorText = {
  happened: { zh: '应用发来的申请有误', en: 'The app sent a request that we can’t accept' },
  advice: {
    zh: '您无需处理。请回到应用重试；如仍失败，请将下面的内容告知应用的客服。',
    en: 'You did nothing wrong. Go back to the app and try again; if it fails again, pass the details below on to the app’s support.',
  },
};

const SAME_FAULT: Readonly<Record<string, string>> = {
  server_error: 'INTERNAL',
  temporarily_unavailable: 'INTERNAL',
  SessionNotFound: 'AUTHORIZATION_EXPIRED',
};

export function errorText(code: string, language: Language): { happened: string; advice: string } {
  const { happened, advice } = TEXTS[SAME_FAULT[code] ?? code] ?? FAULT_OF_THE_APP;
  return { happened: happened[language], advice: advice[language] };
}
