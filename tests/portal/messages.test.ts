import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FACTS_TEXT } from '../../src/portal/known-facts.text.js';
import { FACT_KINDS } from '../../src/profiles/index.js';
import { Database } from '../../src/storage/index.js';
import { Browser } from '../support/browser.js';
import { SandboxPlatform } from '../support/sandbox-platform.js';

let platform: SandboxPlatform;
let database: Database;
beforeAll(async () => {
  platform = await SandboxPlatform.start();
  database = new Database({ url: platform.databaseUrl, reachConnections: 1, poolSize: 1 });
}, 90_000);
afterAll(async () => {
  await database?.close();
  await platform?.stop();
});

const WORDS = {
  en: {
    known: 'You keep looking at Kweichow Moutai',
    none: 'Holds as long as you choose nothing',
    chosen: /Your choice<\/strong> \(since <time[^>]*>\d+ \w+ \d{4}<\/time>\)/,
  },
  zh: {
    known: '您持续关注 贵州茅台',
    none: '您尚未选择，目前按此执行',
    chosen: /您的选择<\/strong>（自 <time[^>]*>\d{4}年\d+月\d+日<\/time>起）/,
  },
} as const;

test.each([
  ['en', 0],
  ['zh', 1],
] as const)(
  'in %s: a page says what holds, what it is chosen by, and keeps a choice with its day',
  async (language, nth) => {
    const browser = new Browser();
    const page = `${platform.url}/messages?lang=${language}`;
    const signIn = await browser.follow(page);
    expect(signIn.url).toContain('/connected-apps');
    await browser.post(`${platform.url}/connected-apps/sign-in?lang=${language}`, [
      ['csrf', signIn.values('csrf')[0] ?? ''],
      ['persona', signIn.values('persona')[nth] ?? ''],
    ]);
    const customerId = signIn.values('persona')[nth];
    await database.ops.query(
      `INSERT INTO profile_fact (customer_id, kind, subject, instrument_id, value, source, day, computed_at)
     SELECT $1, 'INSTRUMENT_INTEREST', id::text, id, '{}', '{"from": "activity_signal"}', '2026-11-28', now() FROM instrument WHERE symbol = '600519'`,
      [customerId],
    );
    const first = await browser.get(page);
    expect(first.body).toContain(WORDS[language].known);
    expect(first.body).toContain(WORDS[language].none);
    expect(first.body).not.toMatch(WORDS[language].chosen);
    const csrf = first.values('csrf')[0] ?? '';
    const answered = await browser.post(page, [
      ['csrf', csrf],
      ['messages', 'NONE'],
    ]);
    expect(answered.location).toContain('outcome=SAVED');
    const then = await browser.get(page);
    expect(then.body).toMatch(WORDS[language].chosen);
    expect(then.body).not.toContain(WORDS[language].none);
    const { rows } = await database.ops.query('SELECT messages FROM marketing_preference WHERE customer_id = $1', [
      signIn.values('persona')[nth],
    ]);
    expect(rows).toEqual([{ messages: 'NONE' }]);
  },
);

test('each fact that can be concluded has its words on the page, in both languages', () => {
  for (const { kinds } of Object.values(FACTS_TEXT)) expect(Object.keys(kinds).sort()).toEqual([...FACT_KINDS].sort());
});
