import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { LRUCache } from 'lru-cache';
import { digestOf } from './digest-of.js';
import { encodeFrame, type Frame, FrameDecoder } from './frame.js';
import { doneHeader, type NeedHeader, type RunHeader, type RunTool, readRunHeader } from './protocol.js';

/** Bundles that the supervisor keeps, so that they travel once per version and not once per call. */
const BUNDLES_MAX = 256;

/**
 * Answers runs on a unix socket that only this user can open. The other end is the platform itself, and still every
 * message is checked: a connection that says anything else is closed.
 */
export async function serveRunTool(socketPath: string, runTool: RunTool): Promise<Server> {
  const bundles = new LRUCache<string, string>({ max: BUNDLES_MAX });
  const server = createServer((socket) => serve(socket, runTool, bundles));
  await rm(socketPath, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, () => resolve());
  });
  await chmod(socketPath, 0o600);
  return server;
}

function serve(socket: Socket, runTool: RunTool, bundles: LRUCache<string, string>): void {
  const decoder = new FrameDecoder();
  const waiting = new Map<number, { header: RunHeader; input: string }>();
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    try {
      for (const frame of decoder.push(chunk)) receive(frame);
    } catch {
      socket.destroy();
    }
  });

  function receive(frame: Frame): void {
    if (frame.header['type'] === 'load') return loaded(frame);
    const header = readRunHeader(frame);
    const input = frame.body.toString('utf8');
    const source = bundles.get(header.bundle);
    if (source !== undefined) return void run(header, input, source);
    waiting.set(header.id, { header, input });
    const need: NeedHeader = { type: 'need', id: header.id, bundle: header.bundle };
    socket.write(encodeFrame(need));
  }

  function loaded({ header: { id }, body }: Frame): void {
    const asked = waiting.get(Number(id));
    const source = body.toString('utf8');
    if (!asked || digestOf(source) !== asked.header.bundle) throw new RangeError('Not the bundle that was asked for');
    waiting.delete(asked.header.id);
    bundles.set(asked.header.bundle, source);
    void run(asked.header, asked.input, source);
  }

  async function run({ id, bundle, tool, fuel, asOfMs, outputBytesMax }: RunHeader, input: string, source: string) {
    const result = await runTool({ bundle: { digest: bundle, source }, tool, input, fuel, asOfMs, outputBytesMax });
    if (!socket.destroyed) socket.write(encodeFrame(doneHeader(id, result), result.ok ? result.output : ''));
  }
}
