import { html } from 'ghtml';
import { type KnownFact, knownFacts } from './known-facts.page.js';
import { CHOICES, type Choice, MESSAGES_TEXT } from './messages.text.js';
import type { Language, PagePorts } from './ports.js';

export interface MessagesPage {
  readonly language: Language;
  readonly choice: Choice;
  /** RFC 3339; null before the first choice. */
  readonly since: string | null;
  readonly saved: boolean;
  readonly facts: readonly KnownFact[];
  readonly csrf: string;
  readonly words: Pick<PagePorts, 'day'>;
}

/** Refusing is as easy as accepting: three buttons of one kind (PIPL art. 24). */
export function messagesBody(page: MessagesPage): string {
  const { language, saved } = page;
  const text = MESSAGES_TEXT[language];
  return html`<h1>${text.title}</h1>
!${saved ? html`<p class="notice ok" role="status">${text.saved}</p>` : ''}
<p>${text.lead}</p>
!${CHOICES.map((choice) => card(choice, page)).join('')}
!${knownFacts(page.facts, language, page.words)}
<p><a href="/connected-apps?lang=${language}">${text.back}</a></p>`;
}

function card(choice: Choice, { language, choice: current, since, csrf, words }: MessagesPage): string {
  const text = MESSAGES_TEXT[language];
  const { title, plain } = text.choices[choice];
  const id = `choice-${choice.toLowerCase()}`;
  const [before, after] = text.since;
  const state =
    choice === current
      ? since === null
        ? html`<p><strong>${text.notChosen}</strong></p>`
        : html`<p><strong>${text.now}</strong>${before}!${words.day(language, since)}${after}</p>`
      : html`<form method="post" action="/messages?lang=${language}"><input type="hidden" name="csrf" value="${csrf}">
<input type="hidden" name="messages" value="${choice}"><button class="plain" aria-describedby="${id}">${text.choose}</button></form>`;
  return html`<section class="card" aria-labelledby="${id}"><h2 id="${id}">${title}</h2><p>${plain}</p>!${state}</section>`;
}
