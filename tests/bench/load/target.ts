import { Pool } from 'undici';
import type { HttpRequest } from '../questions.js';
import type { DpopClient } from './dpop-client.js';
import { failureOf } from './failures.js';

export interface PreparedRequest {
  readonly method: HttpRequest['method'];
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | null;
}

const DATA_FIRST = '{"data":{';

/** One of the servers, as the load sees it. */
export class Target {
  readonly origin: string;
  #pool: Pool;
  #nonce: string | undefined;

  constructor(origin: string) {
    this.origin = origin;
    this.#pool = this.connections(1);
  }

  /** Closes the connections of before. */
  async useConnections(count: number): Promise<void> {
    await this.#pool.close();
    this.#pool = this.connections(count);
  }

  /** Asks the server for its nonce by a request whose nonce is none. */
  async learnNonce(client: DpopClient, request: HttpRequest): Promise<void> {
    const { headers, body } = await this.#pool.request(this.prepare(client, request, ''));
    await body.dump();
    const nonce = headers['dpop-nonce'];
    this.#nonce = typeof nonce === 'string' ? nonce : undefined;
  }

  prepare(client: DpopClient, request: HttpRequest, nonce = this.#nonce): PreparedRequest {
    const { method, path, body } = request;
    const proof = client.proof(method, this.origin + path, nonce);
    const headers: Record<string, string> = { authorization: `DPoP ${client.token}`, dpop: proof };
    if (body !== null) headers['content-type'] = 'application/json';
    return { method, path, headers, body };
  }

  /** @throws when the status is not 200 */
  async text(prepared: PreparedRequest): Promise<string> {
    const { statusCode, headers, body } = await this.#pool.request(prepared);
    const text = (await body.text()) || String(headers['www-authenticate']);
    if (statusCode !== 200)
      throw new Error(`${this.origin}${prepared.path} answered ${statusCode}: ${text.slice(0, 500)}`);
    return text;
  }

  /**
   * Why the request failed; `undefined` when the answer was 200 and begins with data: errors would stand before it. Reads only
   * the first bytes of what succeeds, which spares the load a string per answer.
   */
  send(prepared: PreparedRequest): Promise<string | undefined> {
    return new Promise((resolve) => {
      let status = 0;
      const chunks: Buffer[] = [];
      const succeeded = () => status === 200 && chunks[0]?.toString('latin1', 0, DATA_FIRST.length) === DATA_FIRST;
      this.#pool.dispatch(prepared, {
        onRequestStart: () => {},
        onResponseStart: (_controller: unknown, statusCode: number) => void (status = statusCode),
        onResponseData: (_controller: unknown, chunk: Buffer) => void chunks.push(chunk),
        onResponseEnd: () => resolve(succeeded() ? undefined : failureOf(status, Buffer.concat(chunks).toString())),
        onResponseError: (_controller: unknown, error: NodeJS.ErrnoException) =>
          resolve(`no answer (${error.code ?? error.message})`),
      });
    });
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  private connections(count: number): Pool {
    return new Pool(this.origin, { connections: count, pipelining: 1 });
  }
}
