import { must } from './steps.js';

export interface ErrorExtensions {
  readonly code: string;
  readonly missingScopes?: readonly string[];
  readonly consentUrl?: string;
}

export interface GraphQLAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly { message: string; extensions: ErrorExtensions }[];
  readonly cost: { requested: number; actual: number; throttle: { available: number; maximum: number } } | undefined;
}

/** What a developer writes in ten lines: documents in, answers out, over a `fetch` that signs. */
export class GraphQLClient {
  readonly #url: string;
  readonly #fetch: typeof fetch;

  constructor(url: string, signed: typeof fetch) {
    this.#url = url;
    this.#fetch = signed;
  }

  async ask(query: string, variables: Record<string, unknown> = {}): Promise<GraphQLAnswer> {
    const response = await this.#fetch(this.#url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as {
      data?: Record<string, unknown>;
      errors?: GraphQLAnswer['errors'];
      extensions?: { cost?: GraphQLAnswer['cost'] };
    };
    return {
      status: response.status,
      headers: response.headers,
      data: body.data ?? null,
      errors: body.errors ?? [],
      cost: body.extensions?.cost,
    };
  }

  /** @throws Error when the answer has errors */
  async data<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors, status } = await this.ask(query, variables);
    must(errors.length === 0 && data, `HTTP ${status}: ${JSON.stringify(errors)}`);
    return data as T;
  }
}
