import closeWithGrace from 'close-with-grace';

/** The part of a Fastify server that closing needs; the kernel knows no server. */
export interface Door {
  close(): PromiseLike<unknown>;
  readonly server: { closeAllConnections(): void };
  readonly log: { info: LogLine; warn: LogLine; fatal: LogLine };
}

type LogLine = (facts: object, message: string) => void;

export interface Closing {
  readonly server: Door;
  /** What remains after the door is shut: workers, connections, embedded database. */
  readonly close: () => Promise<void>;
  /** How long requests on the way may take to finish, in ms; their connections are cut after that. */
  readonly inFlightMs?: number;
}

/** The rest of the closing must fit in here; then the process ends as it is. */
const REST_MS = 10_000;

/**
 * On SIGTERM, SIGINT or an error that nobody caught: accept nothing more, finish what is on the way, close the rest,
 * exit (0 after a signal, 1 after an error). A second signal ends at once.
 */
export function closeGracefully({ server, close, inFlightMs = 10_000 }: Closing): void {
  closeWithGrace({ delay: inFlightMs + REST_MS, logger: false }, async ({ signal, err }) => {
    if (err) server.log.fatal({ err }, 'stopping after an error');
    else server.log.info({ signal }, 'stopping');
    await closeServer(server, inFlightMs);
    await close();
    server.log.info({}, 'stopped');
  });
}

async function closeServer(server: Door, inFlightMs: number): Promise<void> {
  const cut = setTimeout(() => {
    server.log.warn({ inFlightMs }, 'cutting requests that did not finish');
    server.server.closeAllConnections();
  }, inFlightMs);
  try {
    await server.close();
  } finally {
    clearTimeout(cut);
  }
}
