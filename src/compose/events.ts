import type pg from 'pg';
import type { Config } from '../config.js';
import {
  AcknowledgeEvents,
  EventSignals,
  eventError,
  eventsStreamRoutes,
  type NamedEvent,
  PlaceEvents,
  TriggerEvent,
} from '../events/index.js';
import type { Clock } from '../kernel/clock.js';
import type { Logger } from '../kernel/log.js';
import type { Opened } from '../kernel/opened.js';
import type { DocumentStore, GrantStore, OperationIds, RunDocument } from '../operation/index.js';
import { operationIds } from '../operation/make-context.js';
import { type Database, DatabaseDocumentStore } from '../storage/index.js';
import {
  ChangeHook,
  ClaimDeliveries,
  Deliver,
  DeliveryWorker,
  DryRunHook,
  FindAuthority,
  HookDocuments,
  HookSecrets,
  PayloadSender,
  queueDeliveries,
  RegisterHook,
  RenderPayload,
  ReplayDeliveries,
  SettleDeliveries,
} from '../webhooks/index.js';
import { EVENT_TYPES } from './features.js';
import type { composeOperations } from './operations.js';
import { type PlatformSchema, SCOPES } from './schema.js';

export interface EventNeeds {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly documents: DocumentStore;
  readonly clock: Clock;
  readonly secret: Buffer;
  /** Hooks may lead to this machine: sandbox only. */
  readonly allowLoopback: boolean;
}

export function eventNeeds({ secret, hooksLoopback }: Config, database: Database, clock: Clock): EventNeeds {
  const documents = new DatabaseDocumentStore({ pool: database.app });
  return { pool: database.ops, documents, clock, secret, allowLoopback: hooksLoopback };
}

/** What resolvers call about events and hooks; `hookDocuments` and `dryRunHook` get the schema and the pipeline afterwards. */
export function eventUseCases({ pool, documents, clock, secret, allowLoopback }: EventNeeds) {
  const hookDocuments = new HookDocuments({ store: documents });
  const hookSecrets = new HookSecrets(secret);
  const parts = {
    pool,
    clock,
    types: EVENT_TYPES,
    scopeTable: SCOPES,
    documents: hookDocuments,
    secrets: hookSecrets,
    addresses: { allowLoopback },
  };
  return {
    acknowledgeEvents: new AcknowledgeEvents({ pool }),
    registerHook: new RegisterHook(parts),
    changeHook: new ChangeHook(parts),
    replayDeliveries: new ReplayDeliveries({ pool, clock }),
    dryRunHook: new DryRunHook(parts),
    hookDocuments,
    hookSecrets,
  };
}

export interface DeliveryNeeds extends EventNeeds {
  readonly hookSecrets: HookSecrets;
  readonly dryRunHook: DryRunHook;
  readonly runDocument: RunDocument;
  readonly grants: GrantStore;
  readonly idsOf: (appId: string) => OperationIds;
  readonly signals: EventSignals;
  readonly onError: (error: unknown) => void;
}

/** The worker that places events and sends what is due; not started. */
export function composeDelivery(needs: DeliveryNeeds, opened: Opened): DeliveryWorker {
  const { pool, clock, documents, runDocument, idsOf, signals, onError, allowLoopback } = needs;
  const render = new RenderPayload({ documents, runDocument, idsOf });
  needs.dryRunHook.use(render);
  const sender = opened.add(new PayloadSender({ allowLoopback }), (open) => open.close());
  return opened.add(
    new DeliveryWorker({
      place: new PlaceEvents({ pool, clock, types: EVENT_TYPES, onPlaced: queueDeliveries }),
      claim: new ClaimDeliveries({ pool, secrets: needs.hookSecrets }),
      deliver: new Deliver({
        clock,
        authority: new FindAuthority({ grants: needs.grants, pool }),
        render,
        send: sender.send,
        settle: new SettleDeliveries({ pool }),
        idsOf,
      }),
      signals,
      clock,
      onError,
    }),
    (open) => open.stop(),
  );
}

export interface OpenEventsParts {
  readonly config: Config;
  readonly opened: Opened;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly database: Database;
  readonly useCases: ReturnType<typeof eventUseCases>;
  readonly operations: Awaited<ReturnType<typeof composeOperations>>;
  readonly platformSchema: PlatformSchema;
}

/** What follows from events: the stream's route and the worker, not started. */
export async function openEvents(parts: OpenEventsParts) {
  const { config, opened, clock, logger, database, useCases, operations, platformSchema } = parts;
  const { compiler, ids, verifier, runDocument, grants } = operations;
  useCases.hookDocuments.use({ schema: platformSchema.schema, compiler });
  const signals = opened.add(new EventSignals({ connectionString: database.url }), (open) => open.stop());
  await signals.start();
  const onError = (error: unknown) => logger.error({ err: error }, 'the delivery worker failed and goes on');
  const idsOf = (appId: string) => operationIds(ids, appId);
  const needs = { ...eventNeeds(config, database, clock), ...useCases, runDocument, grants, idsOf, signals, onError };
  const worker = composeDelivery(needs, opened);
  return {
    worker,
    signals,
    routes: eventsStreamRoutes({ access: (request) => verifier.verify(request), runDocument, signals }),
  };
}

/** Writes events without what they tell of: in a sandbox. What stands in a live ledger has happened. */
export function eventTrigger(mode: Config['mode'], database: Database, clock: Clock) {
  const trigger = new TriggerEvent({ pool: database.ops, clock, types: EVENT_TYPES });
  return (event: NamedEvent): Promise<string> => {
    if (mode !== 'sandbox')
      throw eventError('EVENT_TRIGGER_REFUSED', { params: { reason: 'this platform is not a sandbox' } });
    return trigger.triggerFor(event);
  };
}
