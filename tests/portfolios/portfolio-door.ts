import { randomBytes } from 'node:crypto';
import { parse, validate } from 'graphql';
import { composeSchema, SCOPES } from '../../src/compose/schema.js';
import type { Clock } from '../../src/kernel/clock.js';
import { PublicError } from '../../src/kernel/errors.js';
import { newId, PublicIds } from '../../src/kernel/ids.js';
import { documentCompiler, pipeline, planCompiler, toOperation } from '../../src/operation/index.js';
import type { Database } from '../../src/storage/index.js';
import { aGrant, anApp } from '../identity/access/authority-fixture.js';

export interface Answer {
  readonly data: unknown;
  /** Codes of field errors, or of the refusal of the whole operation. */
  readonly codes: readonly string[];
  readonly json: string | null;
  readonly planned: boolean;
}

export interface AskOptions {
  readonly scopes?: readonly string[];
  readonly accountIds?: readonly string[] | '*';
  readonly byResolvers?: boolean;
}

/** Runs a query through the real pipeline under a grant of `customer`. */
export async function portfolioDoor(database: Database, customer: string, clock: Clock) {
  const { schema, reads: model, requirements } = await composeSchema();
  const { id: appId } = await anApp(database);
  const grantId = await aGrant(database, appId, { customerId: customer }); // every batch of reads asks for this row
  const ids = new PublicIds(randomBytes(32));
  const throttle = { maximum: 1000, available: 1000, restoreRate: 50 };

  return async (
    source: string,
    { scopes: held = Object.keys(SCOPES), accountIds = '*', byResolvers = false }: AskOptions = {},
  ): Promise<Answer> => {
    const parsed = parse(source);
    const mistakes = validate(schema, parsed);
    if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
    const compilePlan = byResolvers ? () => undefined : planCompiler(model);
    const document = documentCompiler({ schema, requirements, compilePlan }).compile(parsed, null);
    if (!document) throw new Error('The source holds no operation');
    const grant = {
      id: grantId,
      appId,
      customerId: customer,
      accountIds,
      scopes: new Set(held),
      expiresAt: Number.MAX_SAFE_INTEGER,
      consentUrl: null,
      person: null,
    };
    const run = pipeline({
      schema,
      ids,
      clock,
      reach: database.reach,
      limits: { depthMax: 12, aliasesMax: 30, directivesMax: 10, fieldsMax: 500, rootFieldsMax: 10, nodesMax: 100_000 },
      mask: (cause) => new PublicError('INTERNAL', { class: 'INTERNAL', httpStatus: 500, message: String(cause) }),
      audit: { record: async () => {} },
      documents: { has: async () => false, find: async () => undefined, store: async () => '' },
      meter: { reserve: async () => ({ granted: true, status: throttle, settle: async () => throttle }) },
      grants: { load: async () => grant },
    });
    const outcome = await run(
      toOperation(schema, { id: newId(), document, rawVariables: {}, grantId, cause: { kind: 'LIVE' } }),
    );
    const planned = document.plan !== undefined;
    if (outcome.kind === 'refused') return { data: null, codes: [outcome.error.code], json: null, planned };
    const codes = outcome.errors.map((error) => String(error.extensions?.['code']));
    return { data: outcome.json === null ? null : JSON.parse(outcome.json), codes, json: outcome.json, planned };
  };
}
