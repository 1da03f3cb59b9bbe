import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to the database that fails when it is told to: what a network, a full server or a fail-over does. */
export class DatabaseProxy {
  readonly #server: Server;
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  /** Connections that are still to be turned away. */
  refusals = 0;
  /** Connections that were asked for. */
  attempts = 0;
  /** Whether the next answer of the database is lost with its connection. */
  loseNextAnswer = false;

  private constructor(server: Server, target: URL) {
    this.#server = server;
    this.#target = target;
  }

  static async start(databaseUrl: string): Promise<DatabaseProxy> {
    const server = createServer();
    const proxy = new DatabaseProxy(server, new URL(databaseUrl));
    server.on('connection', (socket) => proxy.#serve(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get url(): string {
    const url = new URL(this.#target);
    url.hostname = '127.0.0.1';
    url.port = String((this.#server.address() as { port: number }).port);
    return url.href;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #serve(client: Socket): void {
    this.attempts += 1;
    this.#sockets.add(client);
    client.on('error', () => {});
    if (this.refusals > 0) {
      this.refusals -= 1;
      client.destroy();
      return;
    }
    const database = connect(Number(this.#target.port || 5432), this.#target.hostname);
    this.#sockets.add(database);
    database.on('error', () => {});
    client.pipe(database);
    database.on('data', (answer: Buffer) => {
      if (this.loseNextAnswer) client.destroy();
      else client.write(answer);
      this.loseNextAnswer = false;
    });
    for (const [from, to] of [
      [client, database],
      [database, client],
    ] as const)
      from.on('close', () => to.destroy());
  }
}
