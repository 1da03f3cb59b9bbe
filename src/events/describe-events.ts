import { z } from 'zod';
import { type EventType, type EventTypeTable, typesForApps } from './event-types.js';
import { factsTypeName, hasFacts } from './event-words.js';

/** Generated files by name: `<type>.json` is the JSON Schema of an event as the feed and the stream show it. */
export function describeEvents(types: EventTypeTable): ReadonlyMap<string, string> {
  return new Map(Object.entries(types).map(([name, type]) => [`${name}.json`, asText(eventSchema(name, type))]));
}

/** The three doors as an AsyncAPI 3.0 document. */
export function describeDoors(types: EventTypeTable): string {
  const names = Object.keys(typesForApps(types)).sort();
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
      hook: {
        address: null,
        description:
          'A request to the address of a hook. `data` is the answer of the hook’s own GraphQL document, so its shape is the app’s choice; the facts of each type are `Event.facts`.',
        messages: { delivery: { $ref: '#/components/messages/hookDelivery' } },
      },
      stream: channel('/events', 'Server-Sent Events; `id` is the cursor, `Last-Event-ID` goes on behind it.'),
      feed: channel('/graphql', 'GraphQL `events(first, after)` and `acknowledgeEvents`.'),
    },
    operations: {
      receiveHook: {
        action: 'receive',
        channel: { $ref: '#/channels/hook' },
        messages: [{ $ref: '#/channels/hook/messages/delivery' }],
      },
      followStream: { action: 'receive', channel: { $ref: '#/channels/stream' }, messages: refs('stream') },
      readFeed: { action: 'receive', channel: { $ref: '#/channels/feed' }, messages: refs('feed') },
    },
    components: { messages: { ...messages, hookDelivery: HOOK_DELIVERY } },
  });
}

/** Standard Webhooks; the same for every type of event. */
const HOOK_DELIVERY = {
  name: 'hookDelivery',
  title: 'A payload of a hook.',
  contentType: 'application/json',
  headers: {
    type: 'object',
    required: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
    properties: {
      'webhook-id': { type: 'string', description: 'The same in every try and replay: dedupe by it.' },
      'webhook-timestamp': { type: 'string', description: 'Epoch seconds of this try.' },
      'webhook-signature': {
        type: 'string',
        description: '`v1,` HMAC-SHA256 and `v1a,` Ed25519, one each per current key.',
      },
    },
  },
  payload: {
    type: 'object',
    required: ['type', 'timestamp', 'data'],
    properties: {
      type: { type: 'string', description: 'Type of the event.' },
      timestamp: { type: 'string', format: 'date-time', description: 'When the payload was rendered.' },
      data: { type: 'object', description: 'Answer of the hook’s document.' },
    },
  },
};

const AUDIENCES: Readonly<Record<EventType['audience'], (scope: string) => string>> = {
  APP: () => 'An affair of the app itself: no customer’s consent is needed.',
  CONSENT: (scope) => `About a customer: seen while a consent with \`${scope}\` covers it.`,
  INTERNAL: () => 'The brokerage’s own affair: kept in the ledger, told to no app.',
};

function eventSchema(name: string, type: EventType) {
  const { version, title, audience, scope, data } = type;
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
    description: AUDIENCES[audience](scope ?? ''),
    ...(hasFacts(type) && { 'x-graphql-facts': factsTypeName(name) }),
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
