import { stepAt, totpCode } from '../../src/identity/people/second-factor/totp.js';
import { systemClock } from '../../src/kernel/clock.js';
import { Browser, type Page } from './browser.js';

export const PASSWORD = 'correct horse battery';

export interface TestPerson {
  readonly email: string;
  /** The key of the authenticator app, and the codes on paper. */
  readonly secret: Buffer;
  readonly recoveryCodes: readonly string[];
  readonly browser: Browser;
}

/** From the invitation to being signed in, as a person would go: password, second factor, recovery codes. */
export async function joinByInvitation(email: string, link: string, clock = systemClock): Promise<TestPerson> {
  const browser = new Browser();
  const accepted = await submit(browser, await browser.get(link), { name: 'Sam Person', password: PASSWORD });
  const enrol = await enterPassword(browser, new URL(accepted.location ?? '').href, email);
  const secret = fromBase32(/<code>([A-Z2-7 ]+)<\/code>/.exec(enrol.body)?.[1] ?? '');
  const kept = await submit(browser, enrol, { code: totpCode(secret, stepAt(clock.now())) });
  const recoveryCodes = [...kept.body.matchAll(/<code>([A-Z2-7-]{19})<\/code>/g)].map(([, code]) => code ?? '');
  return { email, secret, recoveryCodes, browser };
}

/** @returns the page that follows */
export async function enterPassword(
  browser: Browser,
  signInUrl: string,
  email: string,
  password = PASSWORD,
): Promise<Page> {
  const answered = await submit(browser, await browser.get(signInUrl), { email, password });
  return answered.location === undefined ? answered : browser.follow(answered.location);
}

/** Fills in a page's first form, hidden fields included. */
export function submit(
  browser: Browser,
  page: Page,
  values: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Page> {
  const hidden = ['csrf', 'token', 'publisher'].flatMap((name): [string, string][] => {
    const [value] = page.values(name);
    return value === undefined || name in values ? [] : [[name, value]];
  });
  return browser.post(page.action, [...hidden, ...Object.entries(values)], headers);
}

function fromBase32(text: string): Buffer {
  const bits = Array.from(text.replaceAll(' ', ''))
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
