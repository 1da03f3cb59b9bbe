/**
 * The error catalogue's grammar. A code is public and stable, its text is not; every code has a page
 * `docs/errors/<code>.md`. Features declare theirs in `<feature>.errors.ts` with {@link defineErrors}.
 *
 * The public message never carries data of a customer; what helps an operator goes into `cause` or the log.
 */
export type ErrorClass =
  | 'AUTHENTICATION' // who are you? → 401
  | 'PERMISSION' // you may not → 403
  | 'INVALID_INPUT' // mend your request → 400 / 422
  | 'NOT_FOUND' // missing, or hidden from you: never distinguishable
  | 'CONFLICT' // the state forbids it now → 409
  | 'THROTTLED' // later → 429
  | 'UNAVAILABLE' // we can't now → 503
  | 'INTERNAL'; // our fault → 500

export interface ErrorDefinition {
  readonly class: ErrorClass;
  /** HTTP status when the error refuses the whole request; field errors inside data travel with 200. */
  readonly httpStatus: number;
  /** Public text: what was wrong and what to do. `{name}` is filled from `params`. */
  readonly message: string;
}

export type ErrorTable = Readonly<Record<string, ErrorDefinition>>;

export function defineErrors<const T extends ErrorTable>(table: T): T {
  return table;
}

export interface ErrorDetails {
  /** Values for the `{placeholders}` of the message. Public. */
  readonly params?: Readonly<Record<string, string | number>>;
  /** Further public facts, put into `extensions`. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** HTTP headers that the door must send with a whole-request refusal, e.g. `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** A refusal that a client may see. Anything else that is thrown gets masked as `INTERNAL`. */
export class PublicError extends Error {
  readonly code: string;
  readonly definition: ErrorDefinition;
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: string, definition: ErrorDefinition, details: ErrorDetails = {}) {
    super(
      fill(definition.message, details.params ?? {}),
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.name = 'PublicError';
    this.code = code;
    this.definition = definition;
    this.extensions = details.extensions ?? {};
    this.headers = details.headers ?? {};
  }
}

/** Binds a table to a thrower: `const fail = errorsOf(ACCOUNT_ERRORS); throw fail('ACCOUNT_CLOSED')`. */
export function errorsOf<T extends ErrorTable>(table: T) {
  return (code: keyof T & string, details?: ErrorDetails): PublicError => {
    const definition = table[code];
    if (!definition) throw new RangeError(`Unknown error code ${code}`);
    return new PublicError(code, definition, details);
  };
}

/** Codes that belong to no feature. */
export const KERNEL_ERRORS = defineErrors({
  INTERNAL: {
    class: 'INTERNAL',
    httpStatus: 500,
    message: 'Something failed on our side. Quote the request id when you report it.',
  },
  NOT_FOUND: { class: 'NOT_FOUND', httpStatus: 404, message: 'Nothing with this id can be read under this grant.' },
  INVALID_ID: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The id is malformed. Pass ids exactly as this API returned them to this app.',
  },
  INVALID_CURSOR: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The cursor in `{argument}` is malformed or no longer valid. Start again without it.',
  },
  INVALID_PAGE: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message:
      'The list `{field}` takes exactly one of `first` (then also `after`) and `last` (then also `before`), from 1 to {max}.',
  },
  INVALID_DECIMAL: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'Not a plain decimal string: digits with at most 18 after the point, no exponent.',
  },
  INVALID_DATE: { class: 'INVALID_INPUT', httpStatus: 400, message: 'Not a calendar day of the form YYYY-MM-DD.' },
  INVALID_DATE_TIME: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'Not an instant of RFC 3339 with its offset, such as 2026-10-30T07:00:00Z.',
  },
  INVALID_TEXT: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'The text holds the character U+0000, which nothing stored here can hold.',
  },
  INVALID_CURRENCY: {
    class: 'INVALID_INPUT',
    httpStatus: 400,
    message: 'Not a currency code of ISO 4217: three upper-case letters.',
  },
});

export const kernelError = errorsOf(KERNEL_ERRORS);

function fill(message: string, params: Readonly<Record<string, string | number>>): string {
  return message.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
}
