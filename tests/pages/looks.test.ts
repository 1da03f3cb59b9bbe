import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import axe, { type AxeResults } from 'axe-core';
import { describeInChromium } from './support/chromium.js';
import { type Customer, type Language, LOCALES, PagesWorld } from './support/pages-world.js';
import { PAGES } from './support/tour-of-pages.js';

const TOUR_MS = 240_000; // each page at each width, on a machine that may be busy

/** Colours depend on neither language nor width; what stands beside or below what depends on the width alone. */
const VARIANTS: [Language, Sight[]][] = [
  [
    'zh',
    [
      { width: 320, colorScheme: 'light' },
      { width: 1280, colorScheme: 'light' },
      { width: 768, colorScheme: 'dark' },
    ],
  ],
  ['en', [{ width: 768, colorScheme: 'light' }]],
];

/** How a page is shown while axe judges it. */
interface Sight {
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
}

/** Width, and the size of the letters. */
const ROOM = [
  [320, '100%'],
  [640, '200%'],
  [1280, '200%'],
] as const;

describeInChromium('every page', () => {
  let world: PagesWorld;
  beforeAll(async () => {
    world = await PagesWorld.start();
  });
  afterAll(() => world?.stop());

  describe.each(VARIANTS)('in %s', (language, sights) => {
    const seen: Seen[] = [];
    beforeAll(async () => {
      const customer = await world.customer(language);
      for (const [name, open] of PAGES) {
        await open(customer);
        seen.push(await look(customer, name, sights));
      }
      await customer.leave();
    }, TOUR_MS);

    test('has no axe violation at any width, light or dark', () => {
      expect(seen).toHaveLength(PAGES.length);
      expect(seen.flatMap(({ violations }) => violations)).toEqual([]);
    });

    test('overflows neither at 320 px nor when letters are twice as large', () => {
      expect(seen.flatMap(({ overflows }) => overflows)).toEqual([]);
    });

    test('gives a screen reader language, landmarks, one heading above the others, groups and descriptions', () => {
      for (const { name, outline } of seen)
        expect({ name, ...outline }).toEqual({
          name,
          language: LOCALES[language].replace('en-US', 'en'),
          landmarks: ['HEADER', 'MAIN', 'FOOTER'],
          headings: expect.stringMatching(/^12*$/),
          fieldsWithoutGroup: 0,
          brokenReferences: [],
        });
    });
  });
});

interface Seen {
  readonly name: string;
  /** Of axe, each with its page and width. */
  readonly violations: readonly string[];
  /** Where something reaches beyond the page, and by how many pixels. */
  readonly overflows: readonly string[];
  readonly outline: object;
}

/** Looks at the page that stands open in every way at once: opening it is what takes long. */
async function look({ page }: Customer, name: string, sights: readonly Sight[]): Promise<Seen> {
  const outline = await page.evaluate<object>(OUTLINE);
  const violations: string[] = [];
  await page.evaluate(axe.source);
  for (const { width, colorScheme } of sights) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    const found = await page.evaluate<AxeResults>('axe.run(document)');
    for (const { id, nodes } of found.violations)
      violations.push(`${name} at ${width} px, ${colorScheme}: ${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  const overflows: string[] = [];
  for (const [width, letters] of ROOM) {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate(`document.documentElement.style.fontSize = '${letters}'`);
    const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    if (beyond > 0) overflows.push(`${name} at ${width} px, letters of ${letters}: ${beyond} px`);
  }
  await page.evaluate("document.documentElement.style.fontSize = ''");
  return { name, violations, overflows, outline };
}

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
