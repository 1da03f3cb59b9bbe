import { HeaderMap } from '@apollo/server';
import { SETTINGS } from '../../src/config.settings.js';
import { graphqlServer, KnownDocuments } from '../../src/gateway/index.js';
import type { Clock } from '../../src/kernel/clock.js';
import { createLogger } from '../../src/kernel/log.js';
import { pipeline, toOperation } from '../../src/operation/index.js';
import { createOperationWorld, type OperationWorld } from '../operation/operation-world.js';

export interface DoorAnswer {
  readonly status: number;
  readonly body: string;
  readonly codes: readonly string[];
  /** Of this process, from request to answer. */
  readonly cpuMs: number;
}

type Apollo = Awaited<ReturnType<typeof graphqlServer>>;

/** Apollo Server as compose.ts makes it, with the default limits, in front of the real pipeline. */
export interface GraphQLDoor {
  readonly world: OperationWorld;
  post(grantId: string, body: unknown): Promise<DoorAnswer>;
  close(): Promise<void>;
}

const DEFAULT = {
  documentBytes: Number(SETTINGS.OPENFOLIO_LIMIT_DOCUMENT_BYTES.default),
  tokens: Number(SETTINGS.OPENFOLIO_LIMIT_TOKENS.default),
  depth: Number(SETTINGS.OPENFOLIO_LIMIT_DEPTH.default),
  aliases: Number(SETTINGS.OPENFOLIO_LIMIT_ALIASES.default),
};

/** @param clock of the pipeline; left out, that of the system */
export async function createGraphQLDoor(clock?: Clock): Promise<GraphQLDoor> {
  const world = await createOperationWorld({ limits: { depthMax: DEFAULT.depth, aliasesMax: DEFAULT.aliases } });
  const { schema } = world.parts;
  const apollo = await graphqlServer({
    schema,
    logger: createLogger({ level: 'silent' }),
    documentBytesMax: DEFAULT.documentBytes,
    tokensMax: DEFAULT.tokens,
    compiler: world.compiler,
    toOperation: (request) => toOperation(schema, request),
    pipeline: pipeline({ ...world.parts, ...(clock && { clock }) }),
    known: new KnownDocuments(),
    costHeaders: () => ({}),
  });
  return {
    world,
    post: (grantId, body) => post(apollo, grantId, body),
    close: async () => {
      await apollo.stop();
      await world.close();
    },
  };
}

async function post(apollo: Apollo, grantId: string, body: unknown): Promise<DoorAnswer> {
  const before = process.cpuUsage();
  const answer = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: 'POST',
      search: '',
      headers: new HeaderMap([['content-type', 'application/json']]),
      body,
    },
    context: async () => ({ grantId, setHeaders: () => {} }),
  });
  const { user, system } = process.cpuUsage(before);
  const text = answer.body.kind === 'complete' ? answer.body.string : '';
  const { errors = [] } = JSON.parse(text) as { errors?: { extensions?: { code?: string } }[] };
  return {
    status: answer.status ?? 200,
    body: text,
    codes: errors.map((error) => error.extensions?.code ?? 'NONE'),
    cpuMs: (user + system) / 1000,
  };
}
