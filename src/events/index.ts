export { AcknowledgeEvents } from './acknowledge-events.js';
export { describeDoors, describeEvents } from './describe-events.js';
export { EventObject } from './event.type.js';
export { EventSignals, type EventTopic } from './event-signals.js';
export {
  defineEventTypes,
  type EventType,
  type EventTypeTable,
  PLATFORM_EVENT_TYPES,
  WITHHELD,
} from './event-types.js';
export { EVENT_ERRORS, eventError } from './events.errors.js';
export { EVENT_READS } from './events.reads.js';
export { EventsResolver } from './events.resolver.js';
export { EVENT_SCOPES } from './events.scopes.js';
export { type EventsStreamParts, eventsStreamRoutes, type StreamAccess } from './events-stream.routes.js';
export { insertEvents } from './insert-events.sql.js';
export { type OnPlaced, PlaceEvents, type Placement } from './place-events.js';
export { type NewEvent, recordEvents } from './record-events.js';
export { type NamedEvent, TriggerEvent } from './trigger-event.js';
