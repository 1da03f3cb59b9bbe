import type { FastifyPluginAsync } from 'fastify';
import { type GraphQLSchema, parse } from 'graphql';
import type pg from 'pg';
import type { MiddlewareFn } from 'type-graphql';
import type { Config } from '../config.js';
import type { EventSignals } from '../events/index.js';
import type { FirstPartyAccess } from '../identity/index.js';
import type { Clock } from '../kernel/clock.js';
import type { Logger } from '../kernel/log.js';
import type { Opened } from '../kernel/opened.js';
import { Recurring } from '../kernel/recurring.js';
import { type AttemptLog, guardField } from '../metering/index.js';
import {
  type DocumentCompiler,
  hashOf,
  type Operation,
  type OperationContext,
  type OperationRequest,
  type Pipeline,
} from '../operation/index.js';
import {
  ClamdScanner,
  ConsultForTicket,
  CustomerActs,
  EndSilent,
  type LookUpAs,
  publishArticles,
  ResponderPoint,
  RespondToTicket,
  readArticles,
  S3Bucket,
  StaffActs,
  TICKET_ATTEMPT_RULES,
  TicketAgents,
  ticketStreamRoutes,
  WatchClocks,
  WatchNps,
} from '../tickets/index.js';
import type { composeOperations } from './operations.js';

export interface TicketNeeds {
  /** A pool of the role openfolio_ops. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly logger: Logger;
  /** OPENFOLIO_TICKET_BUCKET. */
  readonly bucket?: string | undefined;
  /** OPENFOLIO_CLAMD_URL. */
  readonly clamd?: string | undefined;
}

/** What resolvers call about tickets, and the place at which a plugin may answer. */
export function ticketUseCases({ pool, clock, logger, bucket, clamd }: TicketNeeds) {
  const onError = (err: unknown) => logger.warn({ err }, 'a responder failed; the ticket goes to a person');
  const store = bucket === undefined ? undefined : new S3Bucket({ ...bucketOf(bucket), clock });
  const unscanned = (err: unknown) => logger.error({ err }, 'a file could not be scanned and was refused');
  const scanner = clamd === undefined ? undefined : new ClamdScanner({ url: clamd, onError: unscanned });
  const responderPoint = new ResponderPoint();
  const respond = new RespondToTicket({ pool, clock, onError, responder: () => responderPoint.current() });
  return {
    responderPoint,
    attachmentStore: store,
    customerActs: new CustomerActs({ pool, clock, respond, store, scanner }),
    staffActs: new StaffActs({ pool, clock }),
    ticketAgents: new TicketAgents({ pool, clock }),
    consultForTicket: new ConsultForTicket({ pool, clock }),
  };
}

/** KEY:SECRET@host/bucket?region=… */
function bucketOf(setting: string) {
  const { protocol, host, pathname, username, password, searchParams } = new URL(setting);
  return {
    endpoint: `${protocol}//${host}`,
    bucket: pathname.replaceAll('/', ''),
    region: searchParams.get('region') ?? 'us-east-1',
    accessKeyId: decodeURIComponent(username),
    secretAccessKey: decodeURIComponent(password),
  };
}

/** Brings the help articles in and, where this process works too, tells of promises that end, every five seconds, and ends what is silent, every minute. */
export async function startTickets({
  pool,
  clock,
  logger,
  opened,
  config,
}: TicketNeeds & { opened: Opened; config: Pick<Config, 'worker' | 'ticketSilence'> }) {
  await publishArticles(pool, readArticles());
  if (!config.worker) return;
  const clocks = new WatchClocks({ pool, clock });
  const onError = (err: unknown) => logger.error({ err }, 'the clocks of tickets failed and go on');
  opened.add(new Recurring({ everyMs: 5000, step: () => clocks.step(), onError }), (open) => open.stop());
  const silent = new EndSilent({ pool, clock, policies: config.ticketSilence });
  opened.add(new Recurring({ everyMs: 60_000, step: () => silent.step(), onError }), (open) => open.stop());
  const nps = new WatchNps({ pool, clock });
  opened.add(new Recurring({ everyMs: 3_600_000, step: () => nps.step(), onError }), (open) => open.stop());
}

export interface LookUpNeeds {
  readonly pipeline: Pipeline;
  readonly toOperation: (request: OperationRequest) => Operation;
  readonly compiler: DocumentCompiler;
}

/** Looks things up as the customer's own session would, through the pipeline, under an id that the ticket remembers. */
export function lookUpAs(
  { pipeline, toOperation, compiler }: LookUpNeeds,
  sessions: Pick<FirstPartyAccess, 'grantFor'>,
): LookUpAs {
  return async (customerId, source, id, parentId) => {
    const document = compiler.compile(parse(source), undefined, hashOf(source));
    if (!document) throw new Error('A document of the desk holds no operation');
    const cause = { kind: 'LIVE', id: parentId } as const;
    const outcome = await pipeline(
      toOperation({ id, document, rawVariables: {}, grantId: await sessions.grantFor(customerId), cause }),
    );
    if (outcome.kind === 'refused') throw outcome.error;
    if (outcome.errors.length > 0 || outcome.json === null)
      throw new Error(`A look-up failed: ${outcome.errors[0]?.message}`);
    return outcome.json;
  };
}

/** The door for subscriptions to tickets. */
export function ticketStream(parts: {
  readonly operations: Pick<Awaited<ReturnType<typeof composeOperations>>, 'verifier' | 'runDocument'>;
  readonly schema: GraphQLSchema;
  readonly signals: EventSignals;
}): FastifyPluginAsync {
  const { verifier, runDocument } = parts.operations;
  return ticketStreamRoutes({ ...parts, runDocument, access: (request) => verifier.verify(request) });
}

/** Counts attempts of the guarded fields of tickets: of the customer through the app first, then of the app over all. */
export function ticketGuards(log: AttemptLog): Readonly<Record<string, MiddlewareFn<OperationContext>>> {
  return Object.fromEntries(
    Object.entries(TICKET_ATTEMPT_RULES).map(([field, { perCustomer, perApp }]) => {
      const ofCustomer = guardField<OperationContext>({
        log,
        rule: perCustomer,
        identify: ({ grant }) => `customer/${grant.customerId ?? grant.id}`,
      });
      const ofApp = guardField<OperationContext>({ log, rule: perApp, identify: ({ grant }) => `app/${grant.appId}` });
      return [field, (action, next) => ofCustomer(action, () => ofApp(action, next) as Promise<unknown>)];
    }),
  );
}
