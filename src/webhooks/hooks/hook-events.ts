import type pg from 'pg';
import { recordEvents } from '../../events/index.js';
import type { WEBHOOK_EVENT_TYPES } from '../webhooks.events.js';

export interface HookSubject {
  readonly id: string;
  readonly appId: string;
  readonly url: string;
  readonly description: string;
}

/** Tells the owner, in the transaction of the change. */
export async function recordHookEvent(
  client: pg.PoolClient,
  type: keyof typeof WEBHOOK_EVENT_TYPES,
  hook: HookSubject,
  at: number,
  facts: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const data = { url: hook.url, description: hook.description, ...facts };
  await recordEvents(client, [{ type, appId: hook.appId, subjectId: hook.id, data, at }]);
}
