import { GroupCommitAuditLog } from '../../src/audit/index.js';
import { eventUseCases } from '../../src/compose/events.js';
import { EVENT_TYPES } from '../../src/compose/features.js';
import { composeSchema, type UseCases } from '../../src/compose/schema.js';
import { AuthorityChannel, DatabaseGrantStore, DenyFeed } from '../../src/identity/index.js';
import { systemClock } from '../../src/kernel/clock.js';
import { kernelError } from '../../src/kernel/errors.js';
import { PublicIds } from '../../src/kernel/ids.js';
import { MemoryMeter } from '../../src/metering/index.js';
import { type AuditLog, documentCompiler, documentRunner, pipeline, planCompiler } from '../../src/operation/index.js';
import { operationIds } from '../../src/operation/make-context.js';
import { Database, DatabaseDocumentStore } from '../../src/storage/index.js';

const SECRET = Buffer.alloc(32, 7);
const ROOMY = {
  depthMax: 16,
  aliasesMax: 30,
  directivesMax: 20,
  fieldsMax: 1000,
  rootFieldsMax: 20,
  nodesMax: 500_000,
};

/** The real parts behind a delivery worker, without HTTP, on a given database. @param record in place of the audit log */
export async function platformParts(url: string, record?: AuditLog['record']) {
  const clock = systemClock;
  const database = new Database({ url });
  const documents = new DatabaseDocumentStore({ pool: database.app });
  const needs = { pool: database.ops, documents, clock, secret: SECRET, allowLoopback: true };
  const useCases = eventUseCases(needs);
  const { schema, requirements, reads } = await composeSchema(useCases as unknown as UseCases);
  const compiler = documentCompiler({ schema, requirements, compilePlan: planCompiler(reads) });
  useCases.hookDocuments.use({ schema, compiler });
  const channel = new AuthorityChannel({ connectionString: url });
  await channel.start();
  const denyFeed = new DenyFeed({ channel, clock });
  await denyFeed.start();
  const grants = new DatabaseGrantStore({ pool: database.identity, channel, denyFeed, clock, consentUrl: () => null });
  const audit = new GroupCommitAuditLog({ connectionString: url, secret: Buffer.alloc(32, 7) });
  const ids = new PublicIds(SECRET);
  const bucket = { maximum: 1e9, restoreRate: 1 };
  const run = pipeline({
    schema,
    ids,
    clock,
    grants,
    documents,
    meter: new MemoryMeter({ limits: { perApp: bucket, perCustomer: bucket }, clock }),
    reach: database.reach,
    audit: record ? { record } : audit,
    limits: ROOMY,
    mask: () => kernelError('INTERNAL'),
  });
  return {
    ...needs,
    ...useCases,
    database,
    grants,
    types: EVENT_TYPES,
    idsOf: (appId: string) => operationIds(ids, appId),
    runDocument: documentRunner({ schema, compiler, pipeline: run }),
    close: async () => {
      grants.close();
      await denyFeed.stop();
      await channel.stop();
      await audit.close();
      await database.close();
    },
  };
}
