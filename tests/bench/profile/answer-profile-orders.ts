import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';

export interface ProfileOrder {
  readonly profile: 'start' | 'stop';
  /** Where the profile goes; with `stop` only. */
  readonly file?: string;
}

const INTERVAL_US = 200;

/** Lets the parent process take CPU profiles of this one; answers each order with `done`. */
export function answerProfileOrders(): void {
  const session = new Session();
  process.on('message', (order: Partial<ProfileOrder>) => {
    if (order.profile) void obey(session, { ...order, profile: order.profile }).then(() => process.send?.('done'));
  });
}

async function obey(session: Session, { profile, file }: ProfileOrder): Promise<void> {
  if (profile === 'start') {
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: INTERVAL_US });
    await session.post('Profiler.start');
    return;
  }
  const { profile: taken } = await session.post('Profiler.stop');
  session.disconnect();
  if (file !== undefined) await writeFile(file, JSON.stringify(taken));
}
