import { afterAll, beforeAll, expect, test } from '@jest/globals';
import axe, { type AxeResults } from 'axe-core';
import { describeInChromium } from './support/chromium.js';
import { type Customer, type Language, LOCALES, PagesWorld } from './support/pages-world.js';
import { PAGES } from './support/tour-of-pages.js';

const WIDTHS = { light: [320, 768, 1280], dark: [768] }; // colours don't depend on the width
const SLOW_MS = 180_000; // ten pages each, on a machine that may be busy
const VARIANTS: [Language, 'light' | 'dark'][] = [
  ['zh', 'light'],
  ['en', 'light'],
  ['zh', 'dark'], // nor on the language
];

describeInChromium('every page', () => {
  let world: PagesWorld;
  beforeAll(async () => {
    world = await PagesWorld.start();
  });
  afterAll(() => world?.stop());

  /** Calls `look` on each page in turn; `name` says which one. */
  async function onEachPage(customer: Customer, look: (name: string) => Promise<void>): Promise<void> {
    for (const [name, open] of PAGES) {
      await open(customer);
      await look(name);
    }
    await customer.leave();
  }

  test.each(VARIANTS)(
    'in %s and %s: no axe violation at any width',
    async (language, colorScheme) => {
      const customer = await world.customer(language, { colorScheme });
      const { page } = customer;
      await onEachPage(customer, async (name) => {
        await page.evaluate(axe.source);
        for (const width of WIDTHS[colorScheme]) {
          await page.setViewportSize({ width, height: 800 });
          const { violations } = await page.evaluate<AxeResults>('axe.run(document)');
          const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
          expect({ name, width, found }).toEqual({ name, width, found: [] });
        }
      });
    },
    SLOW_MS,
  );

  test.each(['zh', 'en'] as const)(
    'in %s: nothing overflows at 320 px, nor when letters are twice as large',
    async (language) => {
      const customer = await world.customer(language);
      const { page } = customer;
      await onEachPage(customer, async (name) => {
        for (const [width, letters] of [
          [320, '100%'],
          [640, '200%'],
          [1280, '200%'],
        ] as const) {
          await page.setViewportSize({ width, height: 800 });
          await page.evaluate(`document.documentElement.style.fontSize = '${letters}'`);
          const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
          expect({ name, width, beyond: Math.max(0, beyond) }).toEqual({ name, width, beyond: 0 });
        }
      });
    },
    SLOW_MS,
  );

  test.each(['zh', 'en'] as const)(
    'in %s: a screen reader finds language, landmarks, one heading above the others, groups and descriptions',
    async (language) => {
      const customer = await world.customer(language);
      await onEachPage(customer, async (name) => {
        const found = await customer.page.evaluate(OUTLINE);
        expect({ name, ...(found as object) }).toEqual({
          name,
          language: LOCALES[language].replace('en-US', 'en'),
          landmarks: ['HEADER', 'MAIN', 'FOOTER'],
          headings: expect.stringMatching(/^12*$/),
          fieldsWithoutGroup: 0,
          brokenReferences: [],
        });
      });
    },
    SLOW_MS,
  );
});

/** Runs in the page. */
const OUTLINE = `(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const referred = all('[aria-describedby],[aria-labelledby]').flatMap((element) =>
    [element.getAttribute('aria-describedby'), element.getAttribute('aria-labelledby')].join(' ').trim().split(/\\s+/));
  const linked = all('a[href^="#"]').map((link) => link.getAttribute('href').slice(1));
  return {
    language: document.documentElement.lang,
    landmarks: all('body > header, body > main, body > footer').map(({ tagName }) => tagName),
    headings: all('h1,h2,h3,h4').filter((heading) => !heading.closest('[role=alert]')).map(({ tagName }) => tagName[1]).join(''),
    fieldsWithoutGroup: all('input[type=checkbox],input[type=radio]').filter((field) => !field.closest('fieldset')?.querySelector('legend')).length,
    brokenReferences: [...referred, ...linked].filter((id) => !document.getElementById(id)),
  };
})()`;
