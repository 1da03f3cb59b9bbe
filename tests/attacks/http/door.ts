import { request } from 'node:http';
import { allowAsPersona, type PersonaAccess } from '../../../src/cli/sandbox-client/allow-as-persona.js';

export interface Answer {
  readonly status: number;
  /** From `errors[0].extensions.code`, `code` of a problem, or `error` of OAuth; empty when the answer has none. */
  readonly code: string;
  readonly text: string;
}

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
}

/** What an attacker at the network has: bytes. With `signed`, an app that went wrong. */
export class Door {
  readonly url: string;
  readonly access: PersonaAccess;

  private constructor(url: string, access: PersonaAccess) {
    this.url = url;
    this.access = access;
  }

  static async open(url: string, app: { clientId: string; redirectUri: string; scopes: readonly string[] }) {
    return new Door(url, await allowAsPersona({ url, persona: 'Chen Zhiyuan', ...app }));
  }

  /** With a valid token and proof. */
  async signed(
    body: string | undefined,
    headers: Record<string, string> = {},
    method = 'POST',
    query = '',
  ): Promise<Answer> {
    const response = await this.access.fetch(`${this.url}/graphql${query}`, {
      method,
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
      ...(body === undefined ? {} : { body }),
    });
    return answerOf(response.status, await response.text());
  }

  query(query: string, variables?: unknown): Promise<Answer> {
    return this.signed(JSON.stringify({ query, variables }));
  }

  /** As it stands: no library corrects or refuses anything. */
  raw({ method = 'GET', path = '/', headers = {}, body }: Sent): Promise<Answer> {
    const { hostname, port, host } = new URL(this.url);
    return new Promise((resolve, reject) => {
      const sent = request({ hostname, port, method, path, headers: { host, ...headers } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(answerOf(response.statusCode ?? 0, Buffer.concat(chunks).toString())));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

function answerOf(status: number, text: string): Answer {
  return { status, code: codeIn(text), text };
}

function codeIn(text: string): string {
  try {
    const body = JSON.parse(text) as {
      errors?: { extensions?: { code?: string } }[];
      code?: string;
      error?: string;
    };
    return body.errors?.[0]?.extensions?.code ?? body.code ?? body.error ?? '';
  } catch {
    return '';
  }
}
