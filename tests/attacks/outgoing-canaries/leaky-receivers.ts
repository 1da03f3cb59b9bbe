import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { type Received, TestReceiver } from '../../webhooks/test-receiver.js';
import { CERTIFICATE } from './certificate.js';

/** What an endpoint says in any place where a sender might look. */
const SAID = 'canaryreceiver said this';
const SAID_IN_HEADER = { 'x-note': SAID, 'set-cookie': `note=${encodeURIComponent(SAID)}`, 'www-authenticate': SAID };

type Answer = (request: Received, response: ServerResponse) => void;
const echo =
  (status: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  ({ body }, response) =>
    void response.writeHead(status, SAID, { ...SAID_IN_HEADER, ...headers }).end(`${SAID} ${body}`);

/** By the last part of the path: an endpoint, how it behaves, and what its delivery's log must show for it. */
export const ENDPOINTS = {
  takes: { outcome: 'DELIVERED', status: 200, answer: echo(200) },
  fails: { outcome: 'REFUSED', status: 500, answer: echo(500) },
  throttles: { outcome: 'REFUSED', status: 429, answer: echo(429, { 'retry-after': SAID }) },
  redirects: {
    outcome: 'REFUSED',
    status: 302,
    answer: echo(302, { location: `https://canarylocation.example/${encodeURIComponent(SAID)}` }),
  },
  leaves: { outcome: 'GONE', status: 410, answer: echo(410) },
  waits: { outcome: 'TIMEOUT', status: null, answer: () => {} },
  hangsUp: {
    outcome: 'UNREACHABLE',
    status: null,
    answer: (_, response) => void response.socket?.destroy(),
  },
  // Not HTTP: the parser's error carries the bytes that it stumbled over.
  babbles: {
    outcome: 'UNREACHABLE',
    status: null,
    answer: ({ body }, response) => void response.socket?.end(`${SAID} ${body}\r\n\r\n`),
  },
  shouts: {
    outcome: 'UNREACHABLE',
    status: null,
    answer: (_, response) => void response.socket?.end(`HTTP/1.1 200 OK\r\nx-note: ${SAID.repeat(2000)}\r\n\r\n`),
  },
  isAway: { outcome: 'UNREACHABLE', status: null },
  isUntrusted: { outcome: 'UNREACHABLE', status: null },
  isNoTls: { outcome: 'UNREACHABLE', status: null },
} as const satisfies Readonly<
  Record<string, { readonly outcome: string; readonly status: number | null; readonly answer?: Answer }>
>;

export type Endpoint = keyof typeof ENDPOINTS;

/** Endpoints that misbehave in every way that ends a try. */
export class LeakyReceivers {
  readonly #receiver: TestReceiver;
  readonly #untrusted: Server;
  readonly #awayPort: number;

  private constructor(receiver: TestReceiver, untrusted: Server, awayPort: number) {
    this.#receiver = receiver;
    this.#untrusted = untrusted;
    this.#awayPort = awayPort;
    receiver.answer = (request, response) => {
      const name = new URL(request.path, 'http://any').pathname.split('/').at(-1) ?? '';
      const endpoint = ENDPOINTS[name as Endpoint];
      if ('answer' in endpoint) endpoint.answer(request, response);
    };
  }

  static async start(): Promise<LeakyReceivers> {
    const receiver = await TestReceiver.start();
    const untrusted = await listening(createTlsServer(CERTIFICATE, (socket) => socket.end()));
    const away = await listening(createTcpServer());
    const awayPort = portOf(away);
    await closed(away);
    return new LeakyReceivers(receiver, untrusted, awayPort);
  }

  /** Where an endpoint stands, with a path and a query of the app's own choice. */
  urlOf(endpoint: Endpoint, path: string, query: string): string {
    const origins: Partial<Record<Endpoint, string>> = {
      isAway: `http://127.0.0.1:${this.#awayPort}`,
      isUntrusted: `https://127.0.0.1:${portOf(this.#untrusted)}`,
      isNoTls: this.#receiver.url.replace('http:', 'https:'),
    };
    return `${origins[endpoint] ?? this.#receiver.url}/${path}/${endpoint}?key=${query}`;
  }

  async stop(): Promise<void> {
    await Promise.all([this.#receiver.stop(), closed(this.#untrusted)]);
  }
}

async function listening<T extends Server>(server: T): Promise<T> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function closed(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
