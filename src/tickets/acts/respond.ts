import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import { inTransaction } from '../../storage/index.js';
import { findArticles, type Hit } from '../knowledge/find-articles.js';
import { ANSWER_FROM, answersAtOnce } from '../levels/answers-at-once.js';
import type { Response, TicketResponder } from '../levels/ticket-responder.js';
import { tell } from '../tell.js';
import { cleanText } from '../text/clean-text.js';
import { lockTicket, statusAfter, type TicketRow, writeTicket } from '../ticket-row.js';
import { insertMessage } from './messages.js';
import { passOn } from './pass-on.js';
import { hearReply } from './reply.js';

export interface RespondParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  /** Whoever stands at the extension point `ticket.respond` now. */
  readonly responder: () => TicketResponder;
  readonly onError: (error: unknown) => void;
  readonly withinMs?: number;
}

const WHILE_WAITING = {
  zh: '在同事答复之前，以下内容或许对您有帮助：\n\n',
  en: 'While a colleague looks at it, this may help already:\n\n',
} as const;

/** The assistant's turn with a new ticket. Asked again for one that had its turn, it does nothing. */
export class RespondToTicket {
  readonly #parts: RespondParts;

  constructor(parts: RespondParts) {
    this.#parts = parts;
  }

  /** Answers, or hands the ticket up. A responder that fails or is slow is one that passes. */
  async respond(ticketId: string): Promise<void> {
    const { pool, clock } = this.#parts;
    const { rows } = await pool.query<{ question: string; language: 'zh' | 'en'; topic: string }>(
      "SELECT question, language, topic FROM ticket WHERE id = $1 AND status = 'NEW' AND assistant_responded_at IS NULL",
      [ticketId],
    );
    if (!rows[0]) return;
    const articles = await findArticles(pool, rows[0].question, rows[0].language);
    const response = await this.#ask({ ...rows[0], articles });
    await inTransaction(pool, async (client) => {
      const ticket = await lockTicket(client, { by: 'PLATFORM' }, ticketId);
      if (ticket.status !== 'NEW') return;
      const at = clock.now();
      if (ticket.level !== 'L1') await this.#helpMeanwhile(client, ticket, response, articles, at);
      else if (
        response &&
        answersAtOnce({ level: ticket.level, complaint: ticket.kind === 'COMPLAINT' }, response, articles)
      )
        await this.#answer(client, ticket, response, at);
      else await passOn(client, ticket, { to: 'L2', reason: UNSURE[ticket.language], doer: 'ASSISTANT' }, at);
    });
  }

  async #ask(asked: Parameters<TicketResponder['respond']>[0]): Promise<Response | null> {
    const { responder, withinMs = 10_000, onError } = this.#parts;
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), withinMs);
    });
    try {
      const response = await Promise.race([responder().respond(asked), tooLate]);
      return response && { ...response, text: cleanText(response.text) };
    } catch (error) {
      onError(error);
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  async #answer(client: pg.PoolClient, ticket: TicketRow, response: Response, at: number): Promise<void> {
    const status = statusAfter('ANSWER_AT_ONCE', 'ASSISTANT', ticket);
    await this.#write(client, ticket, 'ANSWER', response.text, response.articleKey, at);
    await writeTicket(client, ticket.id, status, at, { assistantRespondedAt: at });
    await tell(client, ticket, at, [{ type: 'ticket.message_added', data: { author: 'ASSISTANT', status } }]);
  }

  /** A person is owed and stays owed: neither status nor clock changes. */
  async #helpMeanwhile(
    client: pg.PoolClient,
    ticket: TicketRow,
    response: Response | null,
    articles: readonly Hit[],
    at: number,
  ): Promise<void> {
    const cited = articles.some(({ key }) => key === response?.articleKey);
    const helps = response !== null && cited && response.confidence >= ANSWER_FROM && ticket.level === 'L2';
    if (!helps || ticket.kind === 'COMPLAINT') return;
    await this.#write(
      client,
      ticket,
      'MESSAGE',
      `${WHILE_WAITING[ticket.language]}${response.text}`,
      response.articleKey,
      at,
    );
    await writeTicket(client, ticket.id, ticket.status, at, { assistantRespondedAt: at });
    await tell(client, ticket, at, [
      { type: 'ticket.message_added', data: { author: 'ASSISTANT', status: ticket.status } },
    ]);
  }

  async #write(
    client: pg.PoolClient,
    ticket: TicketRow,
    kind: 'ANSWER' | 'MESSAGE',
    body: string,
    articleKey: string,
    at: number,
  ) {
    const message = { author: 'ASSISTANT', kind, body, articleKey, at } as const;
    await insertMessage(client, ticket, message);
    await hearReply(client, ticket.id, message, at);
  }
}

const UNSURE = {
  zh: '智能助手没有足够把握，转人工处理。',
  en: 'The assistant was not sure enough of an answer.',
} as const;
