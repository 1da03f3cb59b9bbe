import { z } from 'zod';
import type { EventType, EventTypeTable } from './event-types.js';

/** Generated files by name: `<type>.json` is the JSON Schema of an event as the feed and the stream show it. */
export function describeEvents(types: EventTypeTable): ReadonlyMap<string, string> {
  return new Map(Object.entries(types).map(([name, type]) => [`${name}.json`, asText(eventSchema(name, type))]));
}

/** The three doors as an AsyncAPI 3.0 document. */
export function describeDoors(types: EventTypeTable): string {
  const names = Object.keys(types).sort();
  const messages = Object.fromEntries(
    names.map((name) => [
      name,
      {
        name,
        title: types[name]?.title,
        contentType: 'application/json',
        payload: { $ref: `./events/${name}.json` },
      },
    ]),
  );
  const refs = (channel: string) => names.map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` }));
  const channel = (address: string, description: string) => ({
    address,
    description,
    messages: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }])),
  });
  return asText({
    asyncapi: '3.0.0',
    info: {
      title: 'Openfolio events',
      version: '1.0.0',
      description:
        'One ledger, three doors: hooks, a stream, and a feed to be read. The same rules of consent at each.',
    },
    channels: {
      stream: channel('/events', 'Server-Sent Events; `id` is the cursor, `Last-Event-ID` goes on behind it.'),
      feed: channel('/graphql', 'GraphQL `events(first, after)` and `acknowledgeEvents`.'),
    },
    operations: {
      followStream: { action: 'receive', channel: { $ref: '#/channels/stream' }, messages: refs('stream') },
      readFeed: { action: 'receive', channel: { $ref: '#/channels/feed' }, messages: refs('feed') },
    },
    components: { messages },
  });
}

function eventSchema(name: string, { version, title, audience, scope, data }: EventType) {
  const { $schema: _schema, ...shape } = z.toJSONSchema(data, { io: 'output' });
  const { additionalProperties: _closed, ...open } = shape;
  const link = (what: string) => ({
    type: ['string', 'null'],
    description: `Id of the ${what}, as this app knows it.`,
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:openfolio:event:${name}:${version}`,
    title,
    description:
      audience === 'APP'
        ? 'An affair of the app itself: no customer’s consent is needed.'
        : `About a customer: seen while a consent with \`${scope}\` covers it.`,
    type: 'object',
    required: ['id', 'type', 'version', 'position', 'sequence', 'occurredAt', 'data'],
    properties: {
      id: { type: 'string', description: 'Opaque id; cursor of the feed.' },
      type: { const: name },
      version: { const: version },
      position: { type: 'integer', minimum: 1, description: 'Place in the app’s feed, without holes.' },
      sequence: {
        type: ['integer', 'null'],
        minimum: 1,
        description: 'Place among the app’s events of this customer.',
      },
      occurredAt: { type: 'string', format: 'date-time' },
      customerId: link('customer'),
      accountId: link('account'),
      grantId: link('consent'),
      data: open,
    },
  };
}

function asText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
