import { connection, id, instant, json, number, type ReadDeclarations, token } from '../operation/index.js';
import { WITHHELD } from './event-types.js';

/**
 * Two early types hold ids of ours among their facts, which no app may join by; what an event is about is told by its links.
 * By type, because in others a word like `replaces` is a fact.
 */
export const EVENT_DATA = `CASE WHEN @e.type IN ('app.registered', 'grant.created', 'grant.widened')
  THEN @e.data - '{replaces,publisherId}'::text[] ELSE @e.data END`;

/**
 * An entry of the bound app's feed; row-level security lets the event itself be seen only while a consent covers it, so
 * the left join's null is the rule's answer.
 */
export const EVENT_READS: ReadDeclarations = {
  types: [
    {
      type: 'Event',
      from: 'event_feed_entry @',
      key: '@.event_id',
      idPrefix: 'evt',
      joins: { e: 'LEFT JOIN event @e ON @e.id = @.event_id' },
      fields: {
        id: id('evt', '@.event_id'),
        type: token(`COALESCE(@e.type, '${WITHHELD}')`),
        version: number('COALESCE(@e.version, 1)'),
        position: number('@.position'),
        sequence: number('@.sequence'),
        occurredAt: instant('@e.occurred_at'),
        customerId: id('cus', '@e.customer_id'),
        accountId: id('acc', '@e.account_id'),
        grantId: id('grt', "CASE WHEN @e.type LIKE 'grant.%' THEN @e.subject_id END"),
        data: json(EVENT_DATA),
      },
    },
    {
      type: 'EventFeed',
      from: 'event_feed @',
      key: '@.app_id',
      fields: {
        lastPosition: number('@.last_position'),
        acknowledgedPosition: number('@.acknowledged'),
        acknowledgedCursor: id(
          'evt',
          '(SELECT x.event_id FROM event_feed_entry x WHERE x.app_id = @.app_id AND x.position = @.acknowledged)',
        ),
      },
    },
  ],
  roots: {
    event: { read: 'one', type: 'Event', by: { argument: 'id', prefix: 'evt' } },
    events: connection('Event', { orderBy: ['^.position'] }),
    eventFeed: { read: 'one', type: 'EventFeed' },
  },
};
