import { html } from 'ghtml';
import type { Language } from './language.js';

/** The brokerage's zone. A page without scripts knows none of the customer's, so it says which one it means. */
const ZONE = 'Asia/Shanghai';
const LOCALE: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-GB' };
const ZONE_NAME: Readonly<Record<Language, string>> = { zh: '（北京时间）', en: ' (Beijing time)' };

/** A day in words, `20 February 2027` or `2027年2月20日`, in a `time` element. Takes milliseconds or RFC 3339. */
export function dayOf(language: Language, instant: number | string): string {
  return timeElement(instant, format(language, instant, { dateStyle: 'long' }));
}

/** Day and minute with the zone's name, in a `time` element. */
export function minuteOf(language: Language, instant: number | string): string {
  const words = format(language, instant, { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23' });
  return timeElement(instant, words + ZONE_NAME[language]);
}

function format(language: Language, instant: number | string, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(LOCALE[language], { ...style, timeZone: ZONE }).format(new Date(instant));
}

function timeElement(instant: number | string, words: string): string {
  return html`<time datetime="${new Date(instant).toISOString()}">${words}</time>`;
}
