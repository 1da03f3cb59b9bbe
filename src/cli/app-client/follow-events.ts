import { setTimeout as sleep } from 'node:timers/promises';
import { PublicError } from '../../kernel/errors.js';
import { type AppAccess, operationRefused } from './app-access.js';

export interface FeedEvent {
  readonly id: string;
  readonly type: string;
  readonly position: number;
  readonly occurredAt: string | null;
}

const RETRY_MS = 1000;

/** A token that ended on the way, and a budget that fills again. */
const MAY_PASS = new Set([401, 429]);

/**
 * The app's feed by the stream, for ever: where a connection ends, the next one goes on behind the last event that was yielded. Without
 * `after` it begins behind what the app acknowledged. What the next try would not mend ends it.
 *
 * @throws PublicError OPERATION_REFUSED, SANDBOX_SIGN_IN_FAILED
 */
export async function* followEvents(access: AppAccess, options: { after?: string; signal?: AbortSignal } = {}) {
  let { after } = options;
  while (!options.signal?.aborted) {
    try {
      const response = await access.fetch('/events', {
        headers: after === undefined ? {} : { 'last-event-id': after },
        ...(options.signal && { signal: options.signal }),
      });
      if (response.status >= 400 && response.status < 500 && !MAY_PASS.has(response.status))
        throw operationRefused(refusalIn(await response.text()) ?? `HTTP ${response.status}`);
      if (!response.ok || !response.body) throw new Error(`HTTP ${response.status} ${await response.text()}`);
      for await (const event of eventsIn(response.body)) {
        yield event;
        after = event.id;
      }
    } catch (error) {
      if (options.signal?.aborted) return;
      if (error instanceof PublicError && error.definition.class === 'INVALID_INPUT') throw error;
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}; trying again\n`);
    }
    await sleep(RETRY_MS);
  }
}

/** Blocks of Server-Sent Events that carry an id; comments and others are passed over. */
async function* eventsIn(body: AsyncIterable<Uint8Array>): AsyncGenerator<FeedEvent> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data !== undefined && /^id: /m.test(block)) yield JSON.parse(data) as FeedEvent;
    }
  }
}

/** Title of problem details (RFC 9457), or the message of a GraphQL error. */
function refusalIn(text: string): string | undefined {
  try {
    const { title, errors } = JSON.parse(text) as { title?: string; errors?: readonly { message: string }[] };
    return title ?? errors?.[0]?.message;
  } catch {
    return undefined;
  }
}
