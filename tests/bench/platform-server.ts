/**
 * The platform as it is, in a process of its own: full authentication, scopes, row-level security, metering, recording,
 * metrics. Only the budgets are as large as the configuration allows. Takes CPU profiles when it is told to.
 */
import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { compose } from '../../src/compose.js';
import { loadConfig } from '../../src/config.js';

const config = await loadConfig(process.env);
const platform = await compose(config);
await platform.server.listen({ host: config.host, port: config.port });

const session = new Session();
process.on('message', (message: { profile: 'start' | 'stop'; file?: string }) => void profile(message));
process.send?.('ready');

async function profile(message: { profile: 'start' | 'stop'; file?: string }): Promise<void> {
  if (message.profile === 'start') {
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 200 });
    await session.post('Profiler.start');
  } else {
    const { profile: taken } = await session.post('Profiler.stop');
    session.disconnect();
    if (message.file) await writeFile(message.file, JSON.stringify(taken));
  }
  process.send?.('done');
}
