import { connection, id, instant, json, list, number, one, type ReadDeclarations, text, token } from '../operation/index.js';

/** Row-level security leaves the bound app's own rows alone. */
export const WEBHOOK_READS: ReadDeclarations = {
  types: [
    {
      type: 'Hook',
      from: 'hook @',
      key: '@.id',
      idPrefix: 'hook',
      joins: { d: 'JOIN stored_document @d ON @d.hash = @.document_hash' },
      fields: {
        id: id('hook'),
        url: text('@.url'),
        description: text('@.description'),
        events: json('to_jsonb(@.events)'),
        document: text('@d.source'),
        status: token('@.status'),
        pausedReason: token('@.paused_reason'),
        concurrencyMax: number('@.concurrency_max'),
        ratePerSecond: number('@.rate_per_second'),
        createdAt: instant('@.created_at'),
        updatedAt: instant('@.updated_at'),
        deliveries: connection('Delivery', {
          on: '^.hook_id = @.id',
          orderBy: ['^.created_at'],
          direction: 'DESC',
          filters: { states: { path: ['states'], sql: '^.state = ANY (?::text[])', as: 'list' } },
        }),
      },
    },
    {
      type: 'Delivery',
      from: 'hook_delivery @',
      key: '@.id',
      idPrefix: 'msg',
      fields: {
        id: id('msg'),
        eventId: id('evt', '@.event_id'),
        eventType: token('@.event_type'),
        state: token('@.state'),
        reason: token('@.reason'),
        attemptCount: number('@.attempts'),
        nextAttemptAt: instant("CASE WHEN @.state IN ('PENDING', 'SENDING') THEN @.next_at END"),
        createdAt: instant('@.created_at'),
        endedAt: instant('@.ended_at'),
        event: one('Event', '^.event_id = @.event_id AND ^.app_id = @.app_id'),
        attempts: list('DeliveryAttempt', { on: '^.delivery_id = @.id', orderBy: ['^.number'] }),
      },
    },
    {
      type: 'DeliveryAttempt',
      from: 'hook_attempt @',
      key: '@.id',
      fields: {
        number: number('@.number'),
        at: instant('@.at'),
        outcome: token('@.outcome'),
        httpStatus: number('@.http_status'),
        durationMs: number('@.duration_ms'),
        detail: text('@.detail'),
      },
    },
  ],
  roots: {
    hooks: connection('Hook', { orderBy: ['^.created_at'], where: "^.status <> 'DELETED'" }),
    hook: { read: 'one', type: 'Hook', by: { argument: 'id', prefix: 'hook' } },
    delivery: { read: 'one', type: 'Delivery', by: { argument: 'id', prefix: 'msg' } },
  },
};
