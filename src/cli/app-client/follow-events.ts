import { setTimeout as sleep } from 'node:timers/promises';
import type { AppAccess } from './app-access.js';

export interface FeedEvent {
  readonly id: string;
  readonly type: string;
  readonly position: number;
  readonly occurredAt: string | null;
}

const RETRY_MS = 1000;

/**
 * The app's feed by the stream, for ever: where a connection ends, the next one goes on behind the last event that was yielded. Without
 * `after` it begins behind what the app acknowledged.
 */
export async function* followEvents(access: AppAccess, options: { after?: string; signal?: AbortSignal } = {}) {
  let { after } = options;
  while (!options.signal?.aborted) {
    try {
      const response = await access.fetch('/events', {
        headers: after === undefined ? {} : { 'last-event-id': after },
        ...(options.signal && { signal: options.signal }),
      });
      if (!response.ok || !response.body) throw new Error(`HTTP ${response.status} ${await response.text()}`);
      for await (const event of eventsIn(response.body)) {
        yield event;
        after = event.id;
      }
    } catch (error) {
      if (options.signal?.aborted) return;
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
