import { composeDelivery, eventUseCases } from '../../src/compose/events.js';
import { EVENT_TYPES } from '../../src/compose/features.js';
import { composeSchema, type UseCases } from '../../src/compose/schema.js';
import { EventSignals, type NewEvent, sampleFacts, TriggerEvent } from '../../src/events/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { Opened } from '../../src/kernel/opened.js';
import {
  documentCompiler,
  documentRunner,
  pipeline,
  planCompiler,
  type RunDocument,
} from '../../src/operation/index.js';
import { operationIds } from '../../src/operation/make-context.js';
import type { DeliveryWorker } from '../../src/webhooks/index.js';
import { createOperationWorld, type OperationWorld } from '../operation/operation-world.js';
import { TestReceiver } from './test-receiver.js';

export const SECRET = Buffer.alloc(32, 7);

export const EVENT_DOCUMENT =
  'query Payload($event: ID!) { event(id: $event) { id type sequence data account { name } } }';
const REGISTER = `mutation($input: RegisterHookInput!) {
  registerHook(input: $input) { hook { id status } secret publicKey requiredScopes cost userErrors { field code message } }
}`;

interface Registered {
  readonly hook: { id: string; status: string } | null;
  readonly secret: string;
  readonly publicKey: string;
  readonly requiredScopes: string[][];
  readonly cost: number;
  readonly userErrors: { field: string[]; code: string; message: string }[];
}

/** The operation world with hooks: real schema, pipeline, worker, sender and a receiver on loopback. */
export interface HookWorld extends OperationWorld {
  readonly receiver: TestReceiver;
  readonly worker: DeliveryWorker;
  readonly signals: EventSignals;
  /** The app's own grant, with every scope. */
  readonly appGrant: string;
  readonly annaGrant: string;
  readonly errors: unknown[];
  /** Runs a document under the app's own grant (or the one given); throws a refusal. */
  data<T = Record<string, unknown>>(source: string, variables?: Record<string, unknown>, grantId?: string): Promise<T>;
  /** Under the app's own grant, or that of another app. */
  register(input?: Record<string, unknown>, grantId?: string): Promise<Registered>;
  /** Facts that are left out are samples. */
  trigger(event: Omit<NewEvent, 'at'>): Promise<string>;
  /** `transactions.recorded` in Anna's first account. */
  triggerForAnna(count?: number): Promise<string>;
  publicId(prefix: string, uuid: string): string;
}

export interface HookWorldOptions {
  readonly startWorker?: boolean;
  /** Further use-cases that the schema's resolvers call. */
  readonly useCases?: (world: OperationWorld) => Readonly<Record<string, unknown>>;
}

export async function createHookWorld(options: HookWorldOptions = {}): Promise<HookWorld> {
  const opened = new Opened();
  try {
    const world = opened.add(await createOperationWorld(), (open) => open.close());
    return { ...(await openHooks(world, opened, options)), close: () => opened.close() };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function openHooks(
  world: OperationWorld,
  opened: Opened,
  { startWorker = true, useCases: more = () => ({}) }: HookWorldOptions,
) {
  const receiver = opened.add(await TestReceiver.start(), (open) => open.stop());
  const { database, parts } = world;
  const pool = database.ops;
  const needs = { pool, documents: parts.documents, clock: systemClock, secret: SECRET, allowLoopback: true };
  const useCases = eventUseCases(needs);
  const { schema, requirements, reads } = await composeSchema({ ...useCases, ...more(world) } as unknown as UseCases);
  const compiler = documentCompiler({ schema, requirements, compilePlan: planCompiler(reads) });
  const run: RunDocument = documentRunner({ schema, compiler, pipeline: pipeline({ ...parts, schema }) });
  useCases.hookDocuments.use({ schema, compiler });
  const signals = opened.add(new EventSignals({ connectionString: world.url }), (open) => open.stop());
  await signals.start();
  const errors: unknown[] = [];
  const idsOf = (appId: string) => operationIds(parts.ids, appId);
  const worker = composeDelivery(
    {
      ...needs,
      ...useCases,
      runDocument: run,
      grants: parts.grants,
      idsOf,
      signals,
      onError: (error) => errors.push(error),
    },
    opened,
  );
  if (startWorker) worker.start();
  const appGrant = await world.grant({ customer: null });
  const annaGrant = await world.grant({ customer: world.anna });
  const data = async <T>(source: string, variables: Record<string, unknown> = {}, grantId = appGrant): Promise<T> => {
    const outcome = await run({ source, variables, grantId, cause: { kind: 'LIVE' } });
    if (outcome.kind === 'refused') throw outcome.error;
    if (outcome.errors.length > 0) throw new Error(JSON.stringify(outcome.errors));
    return JSON.parse(outcome.json ?? 'null') as T;
  };
  const triggers = new TriggerEvent({ pool, clock: systemClock, types: EVENT_TYPES });
  const recorded = { count: 1, firstTradeDate: '2026-10-30', lastTradeDate: '2026-10-30', types: ['BUY'] };
  return {
    ...world,
    run,
    receiver,
    worker,
    signals,
    appGrant,
    annaGrant,
    errors,
    data,
    register: async (input: Record<string, unknown> = {}, grantId = appGrant) => {
      const hook = {
        url: `${receiver.url}/hook`,
        events: ['transactions.recorded'],
        document: EVENT_DOCUMENT,
        ...input,
      };
      return (await data<{ registerHook: Registered }>(REGISTER, { input: hook }, grantId)).registerHook;
    },
    trigger: (event: Omit<NewEvent, 'at'>) =>
      triggers.trigger({ ...event, data: { ...samplesFor(event.type), ...event.data } }),
    triggerForAnna: (count = 1) =>
      triggers.trigger({
        type: 'transactions.recorded',
        customerId: world.anna.id,
        accountId: world.anna.accounts[0],
        data: { ...recorded, count },
      }),
    publicId: (prefix: string, uuid: string) => parts.ids.encode(world.appId, prefix, uuid),
  };
}

function samplesFor(type: string): Record<string, unknown> {
  const known = EVENT_TYPES[type];
  return known ? sampleFacts(known) : {};
}
