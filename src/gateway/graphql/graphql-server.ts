import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Logger } from '../../kernel/log.js';
import { graphqlError } from './graphql.errors.js';
import { noticeRefusedDocuments } from './legacy-status.js';
import { type DoorContext, type ExecutorParts, operationExecutor, toGraphQLError } from './operation-executor.js';
import { stringifyResponse } from './raw-json.js';

export interface GraphQLServerOptions extends ExecutorParts {
  readonly schema: GraphQLSchema;
  readonly logger: Logger;
  readonly documentBytesMax: number;
  readonly tokensMax: number;
}

/**
 * Apollo Server as the HTTP door of the pipeline: it speaks GraphQL over HTTP, parses and validates (once per cached
 * document), and leaves execution to the gateway executor. Checks that depend on the grant are stages, not Apollo
 * plugins, because Apollo runs its listeners concurrently.
 */
export async function graphqlServer(options: GraphQLServerOptions): Promise<ApolloServer<DoorContext>> {
  const { schema, logger, documentBytesMax, tokensMax } = options;
  const apollo = new ApolloServer<DoorContext>({
    gateway: {
      load: async () => ({ executor: operationExecutor(options) }),
      onSchemaLoadOrUpdate: (callback) => {
        callback({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => {};
      },
      stop: async () => {},
    },
    plugins: [
      limitSource(documentBytesMax),
      noticeRefusedDocuments(),
      ApolloServerPluginCacheControlDisabled(), // lists 8.5 → 4.5 ms
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
    parseOptions: { maxTokens: tokensMax, noLocation: false },
    // GET is open to clients that send a token; a browser can't be made to send that header across sites.
    csrfPrevention: { requestHeaders: ['authorization', 'apollo-require-preflight', 'x-apollo-operation-name'] },
    stringifyResult: stringifyResponse,
    introspection: true, // the schema is public, and the HTTP audits ask through it
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: false,
    stopOnTerminationSignals: false, // Apollo would re-raise SIGTERM before the platform's own shutdown ends
    allowBatchedHttpRequests: false,
    formatError: (formatted, error) => hideInternals(formatted, error, logger),
    logger: {
      debug: () => {},
      info: () => {},
      warn: (text: string) => logger.warn(text),
      error: (text: string) => logger.error(text),
    },
  });
  await apollo.start();
  return apollo;
}

/**
 * The size of the text. Apollo answers 500 to whatever a plugin throws before the operation is known, hence not earlier;
 * what parsing and validation cost until then is bounded by the body limit and the parser's token limit.
 */
function limitSource(documentBytesMax: number): ApolloServerPlugin<DoorContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ source }) => {
        const bytes = Buffer.byteLength(source);
        if (bytes > documentBytesMax)
          throw toGraphQLError(graphqlError('DOCUMENT_TOO_LARGE', { params: { bytes, max: documentBytesMax } }));
      },
    }),
  };
}

type Formatted = { message: string; extensions?: Record<string, unknown> };

/** Apollo's own codes for what has a code here. */
const CODES: Readonly<Record<string, string>> = { OPERATION_RESOLUTION_FAILURE: 'OPERATION_NOT_FOUND' };

/** What Apollo itself could not explain is our fault; its text may name internals. */
function hideInternals(formatted: Formatted, error: unknown, logger: Logger): Formatted {
  const code = String(formatted.extensions?.['code']);
  if (code !== 'INTERNAL_SERVER_ERROR')
    return CODES[code] ? { ...formatted, extensions: { ...formatted.extensions, code: CODES[code] } } : formatted;
  if (isRefusal(error)) return { ...formatted, extensions: { code: 'BAD_REQUEST' } };
  logger.error({ err: error }, 'unexpected error at the GraphQL door');
  return {
    message: 'Something failed on our side. Quote the request id when you report it.',
    extensions: { code: 'INTERNAL' },
  };
}

/** Apollo gives some refusals a status of 400 and no code, e.g. a hash that is not that of the text beside it. */
function isRefusal(error: unknown): boolean {
  const http =
    error instanceof GraphQLError ? (error.extensions['http'] as { status?: number } | undefined) : undefined;
  return http?.status === 400;
}
