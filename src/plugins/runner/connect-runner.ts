import { connect, type Socket } from 'node:net';
import { encodeFrame, type Frame, FrameDecoder } from './frame.js';
import { type LoadHeader, type RunCall, type RunTool, readDone, runHeader } from './protocol.js';
import { type RunResult, refusal } from './run-result.js';

export interface RunnerConnection {
  readonly runTool: RunTool;
  close(): void;
}

interface Asked {
  readonly call: RunCall;
  readonly settle: (result: RunResult) => void;
}

/**
 * The platform's end of the supervisor's socket. Connects at the first call and again after a loss; what was under way
 * then is answered with RUNNER_UNAVAILABLE (a run has no effects, the caller may repeat it).
 */
export function connectRunner(socketPath: string): RunnerConnection {
  const asked = new Map<number, Asked>();
  let socket: Socket | undefined;
  let lastId = 0;

  return {
    runTool: (call) =>
      new Promise((settle) => {
        lastId += 1;
        asked.set(lastId, { call, settle });
        socket ??= open();
        socket.write(encodeFrame(runHeader(lastId, call), call.input));
      }),
    close: () => socket?.destroy(),
  };

  function open(): Socket {
    const opened = connect(socketPath);
    const decoder = new FrameDecoder();
    opened.on('error', () => opened.destroy());
    opened.once('close', lose);
    opened.on('data', (chunk: Buffer) => {
      try {
        for (const frame of decoder.push(chunk)) answer(opened, frame);
      } catch {
        opened.destroy();
      }
    });
    return opened;
  }

  function answer(opened: Socket, frame: Frame): void {
    const id = Number(frame.header['id']);
    const found = asked.get(id);
    if (!found) throw new RangeError('The supervisor answered what was not asked');
    if (frame.header['type'] === 'need') {
      const load: LoadHeader = { type: 'load', id, bundle: found.call.bundle.digest };
      opened.write(encodeFrame(load, found.call.bundle.source));
      return;
    }
    asked.delete(id);
    found.settle(readDone(frame, found.call));
  }

  function lose(): void {
    socket = undefined;
    for (const { settle } of asked.values())
      settle(refusal('RUNNER_UNAVAILABLE', 'The plugin runner is not reachable.'));
    asked.clear();
  }
}
