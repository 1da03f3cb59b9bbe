export { AcknowledgeEvents } from './acknowledge-events.js';
export { describeDoors, describeEvents } from './describe-events.js';
export { EventObject } from './event.type.js';
export { EventSignals, type EventTopic } from './event-signals.js';
export {
  defineEventTypes,
  type EventType,
  type EventTypeTable,
  PLATFORM_EVENT_TYPES,
  typesForApps,
  WITHHELD,
} from './event-types.js';
export { eventWords, factsTypeName } from './event-words.js';
export { EVENT_ERRORS, eventError } from './events.errors.js';
export { EVENT_READS } from './events.reads.js';
export { EventsResolver } from './events.resolver.js';
export { EVENT_SCOPES } from './events.scopes.js';
export { type EventsStreamParts, eventsStreamRoutes, type StreamAccess } from './events-stream.routes.js';
export { insertEvents } from './insert-events.sql.js';
export { INTERNAL_EVENT_TYPES } from './internal-event-types.js';
export { type OnPlaced, PlaceEvents, type Placement } from './place-events.js';
export { type NewEvent, recordEvents } from './record-events.js';
export { sampleFacts } from './sample-facts.js';
export { type NamedEvent, TriggerEvent } from './trigger-event.js';
