/** The supervisor as a process of its own; its one argument is SupervisorArguments as JSON (launch-runner.ts). */

import type { SupervisorArguments } from './launch-runner.js';
import { startSupervisor } from './supervisor.js';
import { serveRunTool } from './supervisor-server.js';

const { socketPath, mode, runners, wallClockMs } = JSON.parse(process.argv[2] ?? '') as SupervisorArguments;
const warn = (message: string) => void process.stderr.write(`${message}\n`);
const supervisor = await startSupervisor({ requireJail: mode === 'live', runners, wallClockMs, warn });
const server = await serveRunTool(socketPath, supervisor.runTool);
process.stdout.write('ready\n');

const stop = async () => {
  server.close();
  await supervisor.stop();
  process.exit(0);
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
process.stdin.once('end', () => void stop()).resume(); // the platform is gone, however it went
