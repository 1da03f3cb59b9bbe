export { AcknowledgeEvents } from './acknowledge-events.js';
export { describeDoors, describeEvents } from './describe-events.js';
export { EventObject } from './event.type.js';
export { EventSignals, type EventTopic } from './event-signals.js';
export {
  byPerson,
  defineEventTypes,
  type EventType,
  type EventTypeTable,
  internalType,
  typesForApps,
  WITHHELD,
} from './event-types.js';
export { eventWords, factsTypeName } from './event-words.js';
export { EVENT_ERRORS, eventError } from './events.errors.js';
export { EVENTS_FEATURE } from './events.feature.js';
export { type EventsStreamParts, eventsStreamRoutes, type StreamAccess } from './events-stream.routes.js';
export { insertEvents } from './insert-events.sql.js';
export { type OnPlaced, PlaceEvents, type Placement } from './place-events.js';
export { type NewEvent, recordEvents } from './record-events.js';
export { sampleFacts } from './sample-facts.js';
export { type NamedEvent, TriggerEvent } from './trigger-event.js';
