import type { Page } from 'playwright-core';

const STOPS_MAX = 60;

/** A customer without a pointer: Tab, then Enter, Space or an arrow. */
export class Keyboard {
  readonly stopsWithoutVisibleFocus: string[] = [];
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Tabs on until the focus is there. `selector >> text` also wants the text in it. */
  async tabTo(target: string): Promise<void> {
    const [selector = '', text = ''] = target.split(' >> ');
    for (let stop = 0; stop < STOPS_MAX; stop += 1) {
      await this.#page.keyboard.press('Tab');
      const focus = await this.#page.evaluate<Focus>(FOCUS);
      if (!focus.visible) this.stopsWithoutVisibleFocus.push(focus.html);
      const matches = await this.#page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`);
      if (matches && focus.text.includes(text)) return;
    }
    throw new Error(`Not to be reached by ${STOPS_MAX} times Tab: ${target}`);
  }

  async press(key: string): Promise<void> {
    const before = this.#page.url();
    await this.#page.keyboard.press(key);
    if (key === 'Enter') await this.#page.waitForURL((url) => url.href !== before);
  }
}

interface Focus {
  readonly html: string;
  readonly text: string;
  readonly visible: boolean;
}

const FOCUS = `(() => {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return { html: element.outerHTML.slice(0, 120), text: element.innerText ?? '', visible: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 };
})()`;
