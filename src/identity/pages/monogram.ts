import { html } from 'ghtml';

const LETTERS = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Markup of an app's first letter, in place of a logo: nothing that an app names is ever loaded. Decoration only. */
export function monogram(name: string): string {
  const [first] = LETTERS.segment(name);
  return html`<span class="mark" aria-hidden="true">${first?.segment ?? ''}</span>`;
}
