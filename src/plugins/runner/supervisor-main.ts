/** The supervisor as a process of its own: `node --import tsx supervisor-main.ts <socket> <sandbox|live> [runners]`. */

import { startSupervisor } from './supervisor.js';
import { serveRunTool } from './supervisor-server.js';

const [socketPath = '', mode = 'live', runners] = process.argv.slice(2);
const supervisor = await startSupervisor({
  requireJail: mode === 'live',
  runners: runners === undefined ? undefined : Number(runners),
  warn: (message) => process.stderr.write(`${message}\n`),
});
const server = await serveRunTool(socketPath, supervisor.runTool);
process.stdout.write('ready\n');

const stop = async () => {
  server.close();
  await supervisor.stop();
  process.exit(0);
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
process.stdin.once('end', () => void stop()).resume(); // the platform is gone, however it went
