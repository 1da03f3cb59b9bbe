import type { Logger } from '../kernel/log.js';
import type { PluginUseCases } from '../plugins/index.js';
import { isSendable, RETRIEVAL_RESPONDER, type TicketResponder } from '../tickets/index.js';

type Response = NonNullable<Awaited<ReturnType<TicketResponder['respond']>>>;

/** The plugin's share of the ten seconds that an answer may take; what remains is plenty for the built-in assistant. */
const PLUGIN_MS = 5000;

export interface ResponderParts extends Pick<PluginUseCases, 'runExtension'> {
  readonly logger: Pick<Logger, 'warn'>;
  readonly withinMs?: number;
}

/**
 * A chosen plugin answers tickets. Where there is none, or it fails, is late, gives nothing or cites nothing that was found, the built-in
 * assistant answers as if there were no plugin. Its confidence is its own: being unsure is an answer, and the ticket goes to a person.
 */
export function ticketResponderOf({ runExtension, logger, withinMs = PLUGIN_MS }: ResponderParts): TicketResponder {
  const onError = (err: unknown) =>
    logger.warn({ err }, 'the plugin at ticket.respond failed; the built-in assistant answers');
  return {
    name: 'plugin, or retrieval',
    async respond(asked) {
      const { question, language, topic } = asked;
      const articles = asked.articles.map(({ key, title, body, score, coverage }) => ({
        key,
        title,
        body,
        score,
        coverage,
      }));
      const run = runExtension.run('ticket.respond', { question, language, topic, articles });
      const found = asResponse(await within(withinMs, run.catch(onError)));
      return found && isSendable(found, asked.articles) ? found : RETRIEVAL_RESPONDER.respond(asked);
    },
  };
}

function asResponse(found: unknown): Response | undefined {
  const { text, articleKey, confidence } = (found ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof text !== 'string' || typeof articleKey !== 'string' || typeof confidence !== 'number') return undefined;
  return { text, articleKey, confidence };
}

/** @returns `undefined` when it is late; what it gives then is dropped */
async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
