import { randomBytes } from 'node:crypto';
import { type GraphQLSchema, parse, validate } from 'graphql';
import { systemClock } from '../../src/kernel/clock.js';
import { PublicError } from '../../src/kernel/errors.js';
import { newId, PublicIds } from '../../src/kernel/ids.js';
import {
  FxRateResolver,
  InstrumentsResolver,
  MARKET_READS,
  MARKET_SCOPES,
  QuotesResolver,
  TradingCalendarResolver,
} from '../../src/market/index.js';
import {
  documentCompiler,
  joinReadModel,
  pipeline,
  planCompiler,
  ReadResolvers,
  toOperation,
} from '../../src/operation/index.js';
import { buildPlatformSchema } from '../../src/operation/schema/build-schema.js';
import { scopeRequirements } from '../../src/operation/schema/requirements.js';
import type { Database } from '../../src/storage/index.js';

export interface Answer {
  readonly data: unknown;
  /** Codes of field errors, or of the refusal of the whole operation. */
  readonly codes: readonly string[];
  readonly json: string | null;
  readonly planned: boolean;
}

/** Runs a query through the real pipeline under an app-level grant that holds `scopes`; by the resolvers alone if asked. */
export type Ask = (
  source: string,
  options?: { scopes?: readonly string[]; variables?: Record<string, unknown>; byResolvers?: boolean },
) => Promise<Answer>;

export async function marketDoor(database: Database): Promise<{ ask: Ask; schema: GraphQLSchema }> {
  const model = joinReadModel([MARKET_READS]);
  const reads = new ReadResolvers(model);
  const schema = await buildPlatformSchema(
    new Map<Function, object>([
      [InstrumentsResolver, new InstrumentsResolver({ reads })],
      [QuotesResolver, new QuotesResolver({ reads })],
      [FxRateResolver, new FxRateResolver()],
      [TradingCalendarResolver, new TradingCalendarResolver()],
    ]),
  );
  const requirements = scopeRequirements(schema, new Set(Object.keys(MARKET_SCOPES)));
  const [grantId, appId] = [newId(), newId()];
  const ids = new PublicIds(randomBytes(32));
  const throttle = { maximum: 1000, available: 1000, restoreRate: 50 };

  const ask: Ask = async (source, { scopes = ['market:read'], variables = {}, byResolvers = false } = {}) => {
    const parsed = parse(source);
    const mistakes = validate(schema, parsed);
    if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
    const compilePlan = byResolvers ? () => undefined : planCompiler(model);
    const document = documentCompiler({ schema, requirements, compilePlan }).compile(parsed, null);
    if (!document) throw new Error('The source holds no operation');
    const run = pipeline({
      schema,
      ids,
      reach: database.reach,
      clock: systemClock,
      limits: { depthMax: 12, aliasesMax: 30, directivesMax: 10, fieldsMax: 500, rootFieldsMax: 10, nodesMax: 100_000 },
      mask: (cause) => new PublicError('INTERNAL', { class: 'INTERNAL', httpStatus: 500, message: String(cause) }),
      audit: { record: async () => {} },
      documents: { has: async () => false, find: async () => undefined, store: async () => '' },
      meter: { reserve: async () => ({ granted: true, status: throttle, settle: async () => throttle }) },
      grants: {
        load: async () => ({
          id: grantId,
          appId,
          customerId: null,
          accountIds: [],
          scopes: new Set(scopes),
          expiresAt: Date.now() + 60_000,
          consentUrl: null,
          person: null,
        }),
      },
    });
    const outcome = await run(
      toOperation(schema, { id: newId(), document, rawVariables: variables, grantId, cause: { kind: 'LIVE' } }),
    );
    const planned = document.plan !== undefined;
    if (outcome.kind === 'refused') return { data: null, codes: [outcome.error.code], json: null, planned };
    const codes = outcome.errors.map((error) => String(error.extensions?.['code']));
    return { data: outcome.json === null ? null : JSON.parse(outcome.json), codes, json: outcome.json, planned };
  };
  return { ask, schema };
}
