import type { FastifyInstance } from 'fastify';
import type { Redis } from 'ioredis';
import { Registry } from 'prom-client';
import { GroupCommitAuditLog } from './audit/index.js';
import { composeSchema, type PlatformSchema, SCOPES } from './compose-schema.js';
import type { Config } from './config.js';
import { graphqlRoutes } from './gateway/graphql/graphql-routes.js';
import { graphqlServer } from './gateway/graphql/graphql-server.js';
import { createServer, GatewayMetrics } from './gateway/index.js';
import {
  AccessTokenVerifier,
  AuthorityChannel,
  AuthorizationServer,
  DatabaseGrantStore,
  DatabaseSigningKeys,
  DenyFeed,
  DpopNonces,
  DpopProofVerifier,
  FirstPartyAccess,
  identityRoutes,
  MemoryUsedProofs,
  type Persona,
  RedisUsedProofs,
  type RunFirstParty,
} from './identity/index.js';
import { type Clock, systemClock } from './kernel/clock.js';
import { kernelError } from './kernel/errors.js';
import { PublicIds } from './kernel/ids.js';
import { createLogger, type Logger } from './kernel/log.js';
import { MemoryMeter, RedisMeter, rateLimitHeaders } from './metering/index.js';
import {
  documentCompiler,
  documentRunner,
  type OperationRequest,
  type Pipeline,
  pipeline,
  planCompiler,
  type RunDocument,
  toOperation,
} from './operation/index.js';
import { connectDatabase, connectRedis, Database, DatabaseDocumentStore } from './storage/index.js';

export interface Platform {
  readonly server: FastifyInstance;
  readonly database: Database;
  /** The one executor; hooks and plugins call it in this process. */
  readonly pipeline: Pipeline;
  /** Parses, compiles and runs a document; for causes that have no HTTP door. */
  readonly runDocument: RunDocument;
  close(): Promise<void>;
}

/** Closes what was opened, last first. */
class Opened {
  readonly #closers: (() => unknown)[] = [];

  add<T>(resource: T, close: (resource: T) => unknown): T {
    this.#closers.push(() => close(resource));
    return resource;
  }

  async close(): Promise<void> {
    for (let close = this.#closers.pop(); close; close = this.#closers.pop()) await close();
  }
}

/**
 * The only composition root: every part gets its dependencies here, by plain constructors. The server is ready but not
 * listening. When a part fails, those before it are closed again.
 */
export async function compose(config: Config): Promise<Platform> {
  const opened = new Opened();
  try {
    return await composeOn(config, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function composeOn(config: Config, opened: Opened): Promise<Platform> {
  const clock = systemClock;
  const logger = createLogger({ level: config.logLevel });
  const connection = opened.add(await connectDatabase(config), (open) => open.stop());
  const database = opened.add(new Database({ url: connection.url }), (open) => open.close());
  const redis =
    config.redisUrl === undefined
      ? undefined
      : opened.add(await connectRedis(config.redisUrl), (open) => open.disconnect());
  const metrics = new GatewayMetrics(new Registry());
  const sandbox = config.mode === 'sandbox' ? await import('../sandbox/index.js') : undefined;

  const platformSchema = await composeSchema();
  const authority = await composeAuthority({ config, connection: connection.url, database, redis, clock, opened });
  const operations = composeOperations({
    config,
    platformSchema,
    database,
    redis,
    clock,
    logger,
    metrics,
    authority,
    opened,
    url: connection.url,
  });

  const firstParty = new FirstPartyAccess({
    pool: database.identity,
    clock,
    publicUrl: config.publicUrl,
    scopeTable: SCOPES,
  });
  await firstParty.ensureApp();
  const runFirstParty = firstPartyRunner(firstParty, operations.runDocument);
  const authorizationServer = await AuthorizationServer.start({
    pool: database.identity,
    clock,
    publicUrl: config.publicUrl,
    secret: config.secret,
    scopeTable: SCOPES,
    sandbox: sandbox !== undefined,
  });

  const { server } = await createServer({
    ...config,
    bodyBytesMax: config.limits.bodyBytes,
    logger,
    metrics,
    readinessChecks: {
      database: () => database.app.query('SELECT 1'),
      denyFeed: async () => {
        if (!authority.denyFeed.isFresh()) throw new Error('the deny feed is stale');
      },
      ...(redis && { redis: () => redis.ping() }),
    },
  });
  const apollo = opened.add(
    await graphqlServer({
      ...operations,
      schema: platformSchema.schema,
      logger,
      documentBytesMax: config.limits.documentBytes,
      tokensMax: config.limits.tokens,
      costHeaders: ({ throttle }) => (throttle ? rateLimitHeaders(throttle) : {}),
    }),
    (open) => open.stop(),
  );
  await server.register(graphqlRoutes({ apollo, verifier: authority.verifier }));
  await server.register(
    identityRoutes({
      server: authorizationServer,
      database,
      clock,
      publicUrl: config.publicUrl,
      publicIds: operations.ids,
      scopeTable: SCOPES,
      runFirstParty,
      ...(sandbox && { listPersonas: async (): Promise<readonly Persona[]> => sandbox.listPersonas() }),
    }),
  );
  return {
    server,
    database,
    pipeline: operations.pipeline,
    runDocument: operations.runDocument,
    close: () => opened.close(),
  };
}

interface AuthorityNeeds {
  readonly config: Config;
  readonly connection: string;
  readonly database: Database;
  readonly redis: Redis | undefined;
  readonly clock: Clock;
  readonly opened: Opened;
}

/** Who may act: tokens, proofs, the deny feed and the grants behind them. */
async function composeAuthority({ config, connection, database, redis, clock, opened }: AuthorityNeeds) {
  const channel = opened.add(new AuthorityChannel({ connectionString: connection }), (open) => open.stop());
  await channel.start();
  const denyFeed = opened.add(new DenyFeed({ channel, clock }), (open) => open.stop());
  await denyFeed.start();
  const jwks = opened.add(new DatabaseSigningKeys({ channel, clock }), (open) => open.stop());
  await jwks.start();
  const used = redis ? new RedisUsedProofs({ redis }) : new MemoryUsedProofs();
  const proofs = new DpopProofVerifier({ clock, used, nonces: new DpopNonces({ secret: config.secret }) });
  const verifier = new AccessTokenVerifier({
    jwks,
    proofs,
    denyFeed,
    clock,
    issuer: `${config.publicUrl}/oauth`,
    audience: `${config.publicUrl}/graphql`,
    publicUrl: config.publicUrl,
    resourceMetadataUrl: `${config.publicUrl}/.well-known/oauth-protected-resource/graphql`,
  });
  const grants = opened.add(
    new DatabaseGrantStore({
      pool: database.identity,
      channel,
      denyFeed,
      clock,
      consentUrl: () => `${config.publicUrl}/connected-apps`,
    }),
    (open) => open.close(),
  );
  return { denyFeed, verifier, grants };
}

interface OperationNeeds extends Omit<AuthorityNeeds, 'connection'> {
  readonly url: string;
  readonly platformSchema: PlatformSchema;
  readonly logger: Logger;
  readonly metrics: GatewayMetrics;
  readonly authority: Awaited<ReturnType<typeof composeAuthority>>;
}

/** The pipeline with its ports, and the ways to hand it a document. */
function composeOperations(needs: OperationNeeds) {
  const { config, platformSchema, database, redis, clock, logger, metrics, authority, opened, url } = needs;
  const { schema, requirements, reads } = platformSchema;
  const ids = new PublicIds(config.secret);
  const limits = { perCustomer: config.budgets.customer, perApp: config.budgets.app };
  const onOutage = (cause: unknown) =>
    logger.warn({ err: cause }, 'shared budgets are away; this process counts alone');
  const meter = redis ? new RedisMeter({ redis, limits, clock, onOutage }) : new MemoryMeter({ limits, clock });
  const auditLog = opened.add(new GroupCommitAuditLog({ connectionString: url }), (open) => open.close());
  const run = pipeline({
    schema,
    ids,
    meter,
    clock,
    grants: authority.grants,
    documents: new DatabaseDocumentStore({ pool: database.app }),
    reach: database.reach,
    audit: {
      record: (record) => {
        metrics.operationSettled(record);
        return auditLog.record(record);
      },
    },
    limits: {
      depthMax: config.limits.depth,
      aliasesMax: config.limits.aliases,
      directivesMax: 20,
      fieldsMax: 1000,
      rootFieldsMax: 20,
      nodesMax: 500_000,
    },
    mask: (error) => {
      logger.error({ err: error }, 'unexpected error in an operation');
      return kernelError('INTERNAL');
    },
  });
  const compiler = documentCompiler({ schema, requirements, compilePlan: planCompiler(reads) });
  const request = (given: OperationRequest) => toOperation(schema, given);
  return { ids, compiler, toOperation: request, pipeline: run, runDocument: documentRunner(schema, compiler, run) };
}

/** The brokerage's own pages read like everyone else: a document under the grant of the customer's session. */
function firstPartyRunner(access: FirstPartyAccess, runDocument: RunDocument): RunFirstParty {
  return async (customerId, source, variables = {}) => {
    const outcome = await runDocument({
      source,
      variables,
      grantId: await access.grantFor(customerId),
      cause: { kind: 'LIVE' },
    });
    if (outcome.kind === 'refused') throw outcome.error;
    if (outcome.errors.length > 0 || outcome.json === null)
      throw new Error(`A page's operation failed: ${outcome.errors[0]?.message}`);
    return JSON.parse(outcome.json) as Record<string, unknown>;
  };
}
