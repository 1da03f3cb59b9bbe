import { GroupCommitAuditLog } from '../../src/audit/index.js';
import { composeSchema, type PlatformSchema, SCOPES } from '../../src/compose/schema.js';
import { AuthorityChannel, DatabaseGrantStore, DenyFeed } from '../../src/identity/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { kernelError } from '../../src/kernel/errors.js';
import { newId, PublicIds } from '../../src/kernel/ids.js';
import { MemoryMeter } from '../../src/metering/index.js';
import {
  type DocumentCompiler,
  documentCompiler,
  documentRunner,
  type OperationLimits,
  type PipelineParts,
  pipeline,
  planCompiler,
  type ReadModel,
  type RunDocument,
} from '../../src/operation/index.js';
import { Database, DatabaseDocumentStore } from '../../src/storage/index.js';
import { createTestDatabase } from '../support/template-database.js';
import { insertCustomer, insertInstruments, type SmallCustomer } from './operation-rows.js';

export type { SmallCustomer } from './operation-rows.js';

export const ALL_SCOPES = Object.keys(SCOPES);

export const ROOMY_LIMITS: OperationLimits = {
  depthMax: 16,
  aliasesMax: 30,
  directivesMax: 20,
  fieldsMax: 1000,
  rootFieldsMax: 20,
  nodesMax: 500_000,
};

export interface GrantTerms {
  readonly customer: SmallCustomer | null;
  readonly scopes?: readonly string[];
  readonly accounts?: readonly string[];
  readonly appId?: string;
  /** PostgreSQL interval from now on; negative for a grant that has ended. */
  readonly expiresIn?: string;
  readonly revoked?: boolean;
}

/** The real pipeline on a real database with two small customers, driven in-process: no part is replaced. */
export interface OperationWorld {
  readonly database: Database;
  readonly url: string;
  readonly parts: PipelineParts;
  readonly reads: ReadModel;
  /** By `Type.field`. */
  readonly requirements: PlatformSchema['requirements'];
  readonly compiler: DocumentCompiler;
  /** Documents compiled with plans where possible. */
  readonly run: RunDocument;
  /** The same documents, by resolvers alone. */
  readonly runByResolvers: RunDocument;
  readonly anna: SmallCustomer;
  readonly bert: SmallCustomer;
  readonly appId: string;
  /** What `mask` was given: the errors that nobody foresaw. */
  readonly unexpected: unknown[];
  grant(terms: GrantTerms): Promise<string>;
  newApp(status?: 'APPROVED' | 'SUSPENDED'): Promise<string>;
  close(): Promise<void>;
}

export interface OperationWorldOptions {
  /** Points that a bucket holds; nearly endless unless a test is about the budget. */
  readonly budget?: number;
  readonly limits?: Partial<OperationLimits>;
}

export async function createOperationWorld(options: OperationWorldOptions = {}): Promise<OperationWorld> {
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (let closer = closers.pop(); closer; closer = closers.pop()) await closer();
  };
  try {
    return { ...(await openWorld(options, (closer) => closers.push(closer))), close };
  } catch (error) {
    await close(); // an open connection would keep the test run alive for ever
    throw error;
  }
}

async function openWorld(options: OperationWorldOptions, onClose: (closer: () => unknown) => void) {
  const fresh = await createTestDatabase();
  onClose(() => fresh.drop());
  const { url } = fresh;
  const database = new Database({ url });
  onClose(() => database.close());
  const grants = await openGrantStore(database, url, onClose);
  const audit = new GroupCommitAuditLog({ connectionString: url, secret: Buffer.alloc(32, 7) });
  onClose(() => audit.close());
  const { schema, reads, requirements } = await composeSchema();
  const unexpected: unknown[] = [];
  const bucket = { maximum: options.budget ?? 1e9, restoreRate: 1 };
  const parts: PipelineParts = {
    schema,
    grants,
    audit,
    clock: systemClock,
    documents: new DatabaseDocumentStore({ pool: database.app }),
    meter: new MemoryMeter({ limits: { perApp: bucket, perCustomer: bucket }, clock: systemClock }),
    reach: database.reach,
    ids: new PublicIds(Buffer.alloc(32, 7)),
    limits: { ...ROOMY_LIMITS, ...options.limits },
    mask: (error) => {
      unexpected.push(error);
      return kernelError('INTERNAL');
    },
  };
  const run = pipeline(parts);
  const compiler = documentCompiler({ schema, requirements, compilePlan: planCompiler(reads) });
  const plain = documentCompiler({ schema, requirements, compilePlan: () => undefined });
  const instruments = await insertInstruments(database);
  const appId = await insertApp(database, 'APPROVED');
  return {
    database,
    url,
    parts,
    reads,
    requirements,
    compiler,
    unexpected,
    appId,
    newApp: (status: 'APPROVED' | 'SUSPENDED' = 'APPROVED') => insertApp(database, status),
    run: documentRunner({ schema, compiler, pipeline: run }),
    runByResolvers: documentRunner({ schema, compiler: plain, pipeline: run }),
    anna: await insertCustomer(database, 'anna', instruments),
    bert: await insertCustomer(database, 'bert', instruments),
    grant: (terms: GrantTerms) => insertGrant(database, { appId, ...terms }),
  };
}

async function openGrantStore(database: Database, url: string, onClose: (closer: () => unknown) => void) {
  const channel = new AuthorityChannel({ connectionString: url });
  onClose(() => channel.stop());
  await channel.start();
  const denyFeed = new DenyFeed({ channel, clock: systemClock });
  onClose(() => denyFeed.stop());
  await denyFeed.start();
  const grants = new DatabaseGrantStore({
    pool: database.identity,
    channel,
    denyFeed,
    clock: systemClock,
    consentUrl: () => 'https://broker.example/consent',
  });
  onClose(() => grants.close());
  return grants;
}

async function insertApp(database: Database, status: string): Promise<string> {
  const id = newId();
  const publisher = newId();
  await database.ops.query('INSERT INTO publisher (id, slug, name, created_at) VALUES ($1, $2, $2, now())', [
    publisher,
    `p-${publisher.slice(-12)}`,
  ]);
  await database.ops.query(
    `INSERT INTO app (id, publisher_id, client_id, name_zh, name_en, status, scope_ceiling, metadata, created_at, updated_at)
     VALUES ($1::uuid, $2, $1::uuid::text, 'App', 'App', $4, $3, '{}', now(), now())`,
    [id, publisher, ALL_SCOPES, status],
  );
  return id;
}

async function insertGrant(database: Database, terms: GrantTerms & { appId: string }): Promise<string> {
  const id = newId();
  await database.ops.query(
    `INSERT INTO access_grant (id, customer_id, app_id, resource, scopes, account_ids, granted_at, expires_at, revoked_at)
     VALUES ($1, $2, $3, 'test', $4, $5, now(), now() + $6::interval, CASE WHEN $7 THEN now() END)`,
    [
      id,
      terms.customer?.id ?? null,
      terms.appId,
      terms.scopes ?? ALL_SCOPES,
      terms.accounts ?? terms.customer?.accounts ?? [],
      terms.expiresIn ?? '1 day',
      terms.revoked ?? false,
    ],
  );
  return id;
}
