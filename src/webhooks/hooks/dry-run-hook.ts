import type pg from 'pg';
import type { Clock } from '../../kernel/clock.js';
import type { RenderPayload } from '../delivery/render-payload.js';
import type { HookDocument, HookDocuments } from './hook-documents.js';

export interface DryRunParts {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly documents: HookDocuments;
}

export type DryRun =
  | { readonly payload: string; readonly document: HookDocument }
  | { readonly reason: string; readonly code: string; readonly document: HookDocument | undefined };

interface Subject {
  readonly type: string;
  readonly grant_id: string | null;
}

/** The event in this app's feed, and the grant under which it would be sent now. */
const SUBJECT = `
SELECT e.type, g.id AS grant_id FROM event_feed_entry f JOIN event e ON e.id = f.event_id
LEFT JOIN LATERAL (
  SELECT g.id FROM access_grant g
  WHERE g.app_id = f.app_id AND g.customer_id IS NOT DISTINCT FROM (CASE WHEN f.scope IS NULL THEN NULL ELSE f.customer_id END)
    AND g.revoked_at IS NULL AND g.expires_at > $3
  ORDER BY g.granted_at DESC LIMIT 1) g ON true
WHERE f.app_id = $1 AND f.event_id = $2`;

/** Renders what would be sent for a past event, under the grant of today, and sends nothing. */
export class DryRunHook {
  readonly #parts: DryRunParts;
  #render: RenderPayload | undefined;

  constructor(parts: DryRunParts) {
    this.#parts = parts;
  }

  /** The pipeline exists after the schema, whose mutations this serves. */
  use(render: RenderPayload): void {
    this.#render = render;
  }

  async run(appId: string, eventId: string, source: { document: string } | { hookId: string }): Promise<DryRun> {
    const { pool, clock, documents } = this.#parts;
    const text = 'document' in source ? source.document : await this.#documentOf(appId, source.hookId);
    if (text === undefined)
      return { code: 'HOOK_NOT_FOUND', reason: 'This app has no such hook.', document: undefined };
    const document = documents.check(text);
    if ('reason' in document) return { code: 'HOOK_DOCUMENT_INVALID', reason: document.reason, document: undefined };
    const now = clock.now();
    const { rows } = await pool.query<Subject>(SUBJECT, [appId, eventId, new Date(now)]);
    const subject = rows[0];
    if (!subject) return { code: 'EVENT_NOT_FOUND', reason: 'No such event stands in this app’s feed.', document };
    if (subject.grant_id === null || !this.#render)
      return { code: 'GRANT_NOT_ACTIVE', reason: 'No live consent covers this event.', document };
    await documents.keep(document);
    const asked = { eventId, eventType: subject.type, documentHash: document.hash };
    const rendered = await this.#render.render(asked, appId, subject.grant_id, now);
    if (rendered.kind === 'rendered') return { payload: rendered.body, document };
    const code = rendered.kind === 'failed' ? rendered.detail : rendered.reason;
    return { code, reason: 'Nothing would be sent.', document };
  }

  async #documentOf(appId: string, hookId: string): Promise<string | undefined> {
    const { rows } = await this.#parts.pool.query<{ hash: string }>(
      "SELECT document_hash AS hash FROM hook WHERE app_id = $1 AND id = $2 AND status <> 'DELETED'",
      [appId, hookId],
    );
    return rows[0] && this.#parts.documents.source(rows[0].hash);
  }
}
