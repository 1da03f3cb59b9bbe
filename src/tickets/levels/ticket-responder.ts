import type { Hit } from '../knowledge/find-articles.js';

export interface Asked {
  readonly question: string;
  readonly language: 'zh' | 'en';
  readonly topic: string;
  /** Best first; the assistant may cite these and no others. */
  readonly articles: readonly Hit[];
}

export interface Response {
  readonly text: string;
  /** Key of the article that the text rests on. Without one nothing is sent: an answer that can't be checked is none. */
  readonly articleKey: string;
  /** 0 to 1. Below the bound of the platform the ticket goes up instead. */
  readonly confidence: number;
}

/**
 * Extension point `ticket.respond`: who answers at once. Gets the question and the articles, no customer’s data; what it returns
 * is checked (article among those given, length, confidence) before it is sent. `null` passes.
 */
export interface TicketResponder {
  readonly name: string;
  respond(asked: Asked): Promise<Response | null>;
}

/** The built-in one: the best article, word for word, when it fits much better than the next. */
export const RETRIEVAL_RESPONDER: TicketResponder = {
  name: 'retrieval',
  respond: async ({ articles, language }) => {
    const [best, next] = articles;
    if (!best) return null;
    const lead = next ? (best.score - next.score) / best.score : 1;
    const confidence = Math.min(1, best.coverage * 1.2 + lead * 0.5);
    const text = `${best.body}\n\n${SOURCE[language]}${best.title}`;
    return { text, articleKey: best.key, confidence: Math.round(confidence * 1000) / 1000 };
  },
};

const SOURCE = { zh: '出处：', en: 'Source: ' } as const;
