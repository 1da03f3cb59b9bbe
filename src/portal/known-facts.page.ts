import { html } from 'ghtml';
import { FACTS_TEXT, type FactKind } from './known-facts.text.js';
import type { Language, PagePorts } from './ports.js';

export interface KnownFact {
  readonly kind: FactKind;
  readonly aboutEn: string | null;
  readonly aboutZh: string | null;
  /** YYYY-MM-DD */
  readonly day: string;
}

/** What messages are chosen by, said before anybody asks: what is concluded, from what, and for which day (PIPL art. 24). */
export function knownFacts(facts: readonly KnownFact[], language: Language, words: Pick<PagePorts, 'day'>): string {
  const text = FACTS_TEXT[language];
  const items = facts.map((fact) => {
    const [concluded, from] = text.kinds[fact.kind];
    const about = language === 'zh' ? fact.aboutZh : fact.aboutEn;
    const what = about === null ? concluded : `${concluded} ${about}`;
    return html`<li><strong>${what}</strong><br><span class="quiet">${text.from}${from}${text.asOf}!${words.day(language, fact.day)}</span></li>`;
  });
  return html`<section class="card" aria-labelledby="known"><h2 id="known">${text.title}</h2>
!${items.length === 0 ? html`<p>${text.none}</p>` : html`<ul>!${items.join('')}</ul>`}</section>`;
}
