import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Names whose values must never reach a log, at the top, in an object below, and among headers. */
const SECRET_NAMES = [
  'authorization',
  'dpop',
  'cookie',
  '["set-cookie"]',
  'password',
  'secret',
  'token',
  'body',
  'variables',
  'accessToken',
  'refreshToken',
  'access_token',
  'refresh_token',
  'id_token',
  'client_secret',
  'client_assertion',
  'code_verifier',
]; // prettier keeps one name per line otherwise

/**
 * JSON lines on stdout. Requests are logged as method and path alone: a query string may carry a code or token, bodies and
 * headers always may. Errors keep type, code, stack and cause, but no data that a database attached to them.
 *
 * @param destination only tests give one
 */
export function createLogger(options: { readonly level: string; readonly destination?: DestinationStream }): Logger {
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_NAMES.flatMap(redactedPaths), censor: '[redacted]' },
      serializers: { req: describeRequest, res: describeResponse, err: describeError, error: describeError },
    },
    options.destination,
  );
}

function redactedPaths(name: string): string[] {
  const below = name.startsWith('[') ? name : `.${name}`;
  return [name, `*${below}`, `*.headers${below}`, `headers${below}`];
}

function describeRequest(request: { method?: string; url?: string; ip?: string }) {
  return { method: request.method, path: request.url?.split('?')[0], ip: request.ip };
}

function describeResponse(response: { statusCode?: number }) {
  return { status: response.statusCode };
}

/** A depth guards against causes that form a ring. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { message: typeof error };
  const fields = error as Error & { code?: unknown; severity?: unknown; table?: unknown; constraint?: unknown };
  const database = fields.severity !== undefined;
  return {
    type: error.name,
    code: fields.code,
    // PostgreSQL quotes values of rows and parameters in its messages.
    message: database ? withoutQuoted(error.message) : error.message,
    ...(database ? { table: fields.table, constraint: fields.constraint } : {}),
    stack: stackOf(error, database),
    ...(error.cause === undefined || depth > 4 ? {} : { cause: describeError(error.cause, depth + 1) }),
  };
}

function stackOf(error: Error, database: boolean): string | undefined {
  const stack = error.stack;
  return database ? stack?.slice(stack.indexOf('\n    at ')) : stack;
}

function withoutQuoted(message: string): string {
  return message.replace(/"[^"]*"/g, '"…"');
}
