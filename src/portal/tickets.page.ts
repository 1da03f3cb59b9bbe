import { html } from 'ghtml';
import type { Language, PagePorts } from './ports.js';
import type { ListedTicket, ShownHandoff, ShownTicket } from './tickets.documents.js';
import { TICKETS_TEXT, type TicketOutcome, type TicketsText } from './tickets.text.js';

interface Common {
  readonly language: Language;
  readonly csrf: string;
  /** Chosen when the page was made: a form that is sent twice acts once. */
  readonly key: string;
  readonly notice?: TicketOutcome | undefined;
  readonly words: Pick<PagePorts, 'day' | 'minute'>;
}

/** Asking first, then what was asked, latest first. */
export function ticketsBody(
  page: Common & { readonly tickets: readonly ListedTicket[]; readonly olderThan: string | null },
): string {
  const text = TICKETS_TEXT[page.language];
  const { language, tickets, olderThan } = page;
  return html`<h1>${text.title}</h1>
!${noticeOf(page, text)}
<p>${text.lead}</p>
<section class="card"><form method="post" action="/tickets/open?lang=${language}">!${hidden(page)}
!${words('text', text.ask, text.askHint)}<p><button>${text.send}</button></p></form></section>
<h2>${text.yours}</h2>
!${tickets.length === 0 ? html`<p class="quiet">${text.none}</p>` : tickets.map((ticket) => listed(ticket, page, text)).join('')}
!${olderThan === null ? '' : html`<p><a href="/tickets?lang=${language}&after=${olderThan}">${text.older}</a></p>`}`;
}

function listed(ticket: ListedTicket, { language, words: say }: Common, text: TicketsText): string {
  return html`<section class="card"><p><a href="/tickets/${ticket.id}?lang=${language}"><strong>${ticket.subject}</strong></a> !${badges(ticket, text)}</p>
<p class="quiet">${text.asked} !${say.minute(language, ticket.openedAt)}</p></section>`;
}

/** One ticket: when the answer is promised, what was said, what was handed over, and what the customer can do now. */
export function ticketBody(page: Common & { readonly ticket: ShownTicket }): string {
  const text = TICKETS_TEXT[page.language];
  const { ticket, language, words: say } = page;
  const ended = ticket.status === 'SOLVED' || ticket.status === 'CLOSED';
  const files = ticket.attachments.map(({ name, sizeBytes }) => `${name} (${Math.ceil(sizeBytes / 1024)} KiB)`);
  return html`<p><a href="/tickets?lang=${language}">${text.all}</a></p><h1>${ticket.subject}</h1>
!${noticeOf(page, text)}
<p>!${badges(ticket, text)}</p>
<dl><dt>${text.asked}</dt><dd>!${say.minute(language, ticket.openedAt)}</dd>
<dt>${text.who}</dt><dd>${text.levels[ticket.level] ?? ticket.level}</dd>
!${ended ? '' : html`<dt>${text.promised}</dt><dd>!${say.minute(language, ticket.promisedAt)}</dd>`}
!${files.length === 0 ? '' : html`<dt>${text.files}</dt><dd>${files.join(', ')}</dd>`}</dl>
<h2>${text.conversation}</h2>
!${ticket.messages.edges.map(({ node }) => message(node, page, text)).join('')}
!${ended ? afterEnd(page, text) : beforeEnd(page, text)}
!${ticket.handoffs.map((handoff) => packet(handoff, page, text)).join('')}`;
}

function message(
  said: { author: string; text: string; articleKey: string | null; at: string },
  { language, words: say }: Common,
  text: TicketsText,
): string {
  const article =
    said.articleKey === null ? '' : html`<p class="quiet">${text.article}: <code>${said.articleKey}</code></p>`;
  return html`<section class="card"><p><strong>${text.authors[said.author] ?? said.author}</strong> <span class="quiet">!${say.minute(language, said.at)}</span></p>
!${lines(said.text)}!${article}</section>`;
}

function beforeEnd(page: Common & { readonly ticket: ShownTicket }, text: TicketsText): string {
  const { language } = page;
  return html`<section class="card"><form method="post" action="/tickets/reply?lang=${language}">!${hidden(page)}
!${words('text', text.reply, text.askHint)}<p><button>${text.sendOn}</button></p></form>
<form method="post" action="/tickets/end?lang=${language}">!${hidden(page)}<p><button class="plain">${text.solved}</button></p></form></section>`;
}

function afterEnd(page: Common & { readonly ticket: ShownTicket }, text: TicketsText): string {
  const { language, ticket } = page;
  return html`!${ticket.rating ? rated(ticket.rating, text) : ratingForm(page, text)}
<section class="card"><form method="post" action="/tickets/reopen?lang=${language}">!${hidden(page)}
!${words('text', text.reply, text.reopen)}<p><button class="plain">${text.reopenButton}</button></p></form></section>`;
}

function rated({ satisfaction, recommend, comment }: NonNullable<ShownTicket['rating']>, text: TicketsText): string {
  return html`<section class="card"><h2>${text.rated}</h2><dl><dt>${text.satisfaction}</dt><dd>${text.grades[satisfaction - 1]}</dd>
<dt>${text.recommend}</dt><dd>${recommend ?? text.unsaid}</dd></dl>!${comment === null ? '' : lines(comment)}</section>`;
}

function ratingForm(page: Common, text: TicketsText): string {
  const grades = text.grades.map((grade, n) => html`<option value="${n + 1}">${grade}</option>`).reverse();
  const points = Array.from({ length: 11 }, (_, n) => html`<option value="${n}">${n}</option>`);
  return html`<section class="card"><h2>${text.rate}</h2><form method="post" action="/tickets/rate?lang=${page.language}">!${hidden(page)}
<p class="field"><label for="satisfaction">${text.satisfaction}</label><select id="satisfaction" name="satisfaction">!${grades.join('')}</select></p>
<p class="field"><label for="recommend">${text.recommend}</label><select id="recommend" name="recommend"><option value="">${text.unsaid}</option>!${points.join('')}</select></p>
<p class="field"><label for="comment">${text.comment}</label><textarea id="comment" name="comment" rows="3" maxlength="1000"></textarea></p>
<p><button>${text.rateButton}</button></p></form></section>`;
}

function packet(handoff: ShownHandoff, { language, words: say }: Common, text: TicketsText): string {
  const { exchanges, tried, consulted } = handoff;
  const items = (all: readonly string[]) =>
    all.length === 0 ? html`${text.nothing}` : html`<ul>!${all.join('')}</ul>`;
  return html`<section class="card"><h2>${text.handed}: ${handoff.from} → ${handoff.to}</h2><p class="quiet">${text.handedLead}</p>
<dl><dt>${text.asked}</dt><dd>${handoff.question}</dd><dt>${text.why}</dt><dd>${handoff.reason}</dd>
<dt>${text.promised}</dt><dd>!${say.minute(language, handoff.promisedAt)}</dd>
<dt>${text.exchanges}</dt><dd>!${items(exchanges.map(({ asked, answer }) => html`<li>${asked} — ${answer ?? text.noAnswer}</li>`))}</dd>
<dt>${text.tried}</dt><dd>!${items(tried.map(({ by, text: said }) => html`<li>${text.authors[by] ?? by}: ${said}</li>`))}</dd>
<dt>${text.consulted}</dt><dd>!${items(consulted.map(({ what, at }) => html`<li>${what}, !${say.minute(language, at)}</li>`))}</dd></dl></section>`;
}

function badges({ status, kind }: ListedTicket, text: TicketsText): string {
  const tone = status === 'SOLVED' ? ' good' : status === 'WAITING_FOR_CUSTOMER' ? ' warn' : '';
  const complaint = kind === 'COMPLAINT' ? html` <span class="badge">${text.complaint}</span>` : '';
  return html`<span class="badge${tone}">${text.statuses[status] ?? status}</span>!${complaint}`;
}

function noticeOf({ notice }: Common, text: TicketsText): string {
  if (!notice) return '';
  const tone = ['SAME', 'INVALID', 'TOO_MANY', 'LATE'].includes(notice) ? 'warn' : 'ok';
  return html`<p class="notice ${tone}" role="status">${text.notices[notice]}</p>`;
}

function words(name: string, label: string, hint: string): string {
  return html`<p class="field"><label for="${name}">${label}</label><textarea id="${name}" name="${name}" rows="4" maxlength="4000" required aria-describedby="${name}-hint"></textarea></p>
<p class="quiet" id="${name}-hint">${hint}</p>`;
}

function hidden(page: Common & { readonly ticket?: ShownTicket }): string {
  const ticket = page.ticket ? html`<input type="hidden" name="ticket" value="${page.ticket.id}">` : '';
  return html`<input type="hidden" name="csrf" value="${page.csrf}"><input type="hidden" name="key" value="${page.key}">!${ticket}`;
}

function lines(said: string): string {
  return said
    .split(/\n+/)
    .map((line) => html`<p>${line}</p>`)
    .join('');
}
