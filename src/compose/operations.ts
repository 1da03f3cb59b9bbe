import type { Redis } from 'ioredis';
import { GroupCommitAuditLog } from '../audit/index.js';
import type { Config } from '../config.js';
import type { GatewayMetrics } from '../gateway/index.js';
import {
  AccessTokenVerifier,
  AuthorityChannel,
  consentAddresses,
  DatabaseGrantStore,
  DatabaseSigningKeys,
  DenyFeed,
  DpopNonces,
  DpopProofVerifier,
  MemoryUsedProofs,
  RedisUsedProofs,
} from '../identity/index.js';
import type { Clock } from '../kernel/clock.js';
import { kernelError } from '../kernel/errors.js';
import { PublicIds } from '../kernel/ids.js';
import type { Logger } from '../kernel/log.js';
import type { Opened } from '../kernel/opened.js';
import { MemoryMeter, RedisMeter } from '../metering/index.js';
import {
  type AuditLog,
  documentCompiler,
  documentRunner,
  type ExplainOperation,
  type Installations,
  type Meter,
  type OperationLimits,
  type OperationRequest,
  type OperationWatch,
  pipeline,
  planCompiler,
  toOperation,
} from '../operation/index.js';
import { type Database, DatabaseDocumentStore } from '../storage/index.js';
import type { PlatformSchema } from './schema.js';

export interface OperationNeeds {
  readonly config: Config;
  readonly platformSchema: PlatformSchema;
  readonly database: Database;
  readonly databaseUrl: string;
  readonly redis: Redis | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: GatewayMetrics;
  readonly opened: Opened;
  readonly watch: OperationWatch;
  /** Gets its parts here: a field of the schema calls it. */
  readonly explainOperation: ExplainOperation;
  /** Narrows grants for plugins. */
  readonly installations: Installations;
}

/** Everything between a verified token and an answer: who may act, the pipeline with its ports, the ways to hand it a document. */
export async function composeOperations(needs: OperationNeeds) {
  const { config, platformSchema, clock } = needs;
  const { schema, requirements, reads } = platformSchema;
  const { channel, denyFeed, verifier, grants } = await composeAuthority(needs);
  const ids = new PublicIds(config.secret);
  const meter = meterOf(needs);
  const limits = limitsOf(config);
  const run = pipeline({
    schema,
    ids,
    clock,
    grants,
    installations: needs.installations,
    documents: new DatabaseDocumentStore({ pool: needs.database.app }),
    meter,
    reach: needs.database.reach,
    audit: auditOf(needs),
    watch: needs.watch,
    limits,
    mask: (error) => {
      needs.logger.error({ err: error }, 'unexpected error in an operation');
      return kernelError('INTERNAL');
    },
  });
  const compiler = documentCompiler({ schema, requirements, compilePlan: planCompiler(reads) });
  const { tokens: tokensMax, documentBytes: documentBytesMax } = config.limits;
  needs.explainOperation.use({ schema, compiler, meter, limits, tokensMax, documentBytesMax });
  return {
    ids,
    compiler,
    meter,
    channel,
    grants,
    verifier,
    pipeline: run,
    toOperation: (request: OperationRequest) => toOperation(schema, request),
    runDocument: documentRunner({ schema, compiler, pipeline: run, tokensMax }),
    denyFeedIsFresh: async () => {
      if (!denyFeed.isFresh()) throw new Error('the deny feed is stale');
    },
  };
}

/** Tokens, proofs, the deny feed, and the grants behind them. */
async function composeAuthority({ config, database, databaseUrl, redis, clock, opened }: OperationNeeds) {
  const { publicUrl, secret } = config;
  const channel = opened.add(new AuthorityChannel({ connectionString: databaseUrl }), (open) => open.stop());
  await channel.start();
  const denyFeed = opened.add(new DenyFeed({ channel, clock }), (open) => open.stop());
  await denyFeed.start();
  const jwks = opened.add(new DatabaseSigningKeys({ channel, clock }), (open) => open.stop());
  await jwks.start();
  const used = redis ? new RedisUsedProofs({ redis }) : new MemoryUsedProofs();
  const proofs = new DpopProofVerifier({ clock, used, nonces: new DpopNonces({ secret }) });
  const verifier = new AccessTokenVerifier({
    jwks,
    proofs,
    denyFeed,
    clock,
    issuer: `${publicUrl}/oauth`,
    audience: `${publicUrl}/graphql`,
    publicUrl,
    resourceMetadataUrl: `${publicUrl}/.well-known/oauth-protected-resource/graphql`,
  });
  const store = new DatabaseGrantStore({
    pool: database.identity,
    channel,
    denyFeed,
    clock,
    ...consentAddresses(publicUrl),
  });
  return { channel, denyFeed, verifier, grants: opened.add(store, (open) => open.close()) };
}

function meterOf({ config, redis, clock, logger }: OperationNeeds): Meter {
  const limits = { perCustomer: config.budgets.customer, perApp: config.budgets.app };
  if (!redis) return new MemoryMeter({ limits, clock });
  const onOutage = (cause: unknown) =>
    logger.warn({ err: cause }, 'shared budgets are away; this process counts alone');
  return new RedisMeter({ redis, limits, clock, onOutage });
}

/** The record is counted where it is written, so that metrics and records can't disagree. */
function auditOf({ config, databaseUrl, metrics, opened }: OperationNeeds): AuditLog {
  const log = opened.add(new GroupCommitAuditLog({ connectionString: databaseUrl, secret: config.secret }), (open) =>
    open.close(),
  );
  return {
    record: (record) => {
      metrics.operationSettled(record);
      return log.record(record);
    },
  };
}

function limitsOf({ limits }: Config): OperationLimits {
  return {
    depthMax: limits.depth,
    aliasesMax: limits.aliases,
    directivesMax: 20,
    fieldsMax: 1000,
    rootFieldsMax: 20,
    nodesMax: 500_000,
  };
}
