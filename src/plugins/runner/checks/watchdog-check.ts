import { startSupervisor } from '../supervisor.js';
import { callOf } from './attack-check.js';
import type { CheckReport } from './report.js';

const WALL_CLOCK_MS = 500;
const HONEST = 'var openfolioPlugin = { tool: () => ({ answer: 42 }) };';
const ENDLESS = 'var openfolioPlugin = { tool: () => { for (;;); } };';
/** So much that fuel can not be what ends the run. */
const FUEL_OF_MINUTES = 9e10;

/** The second line: with fuel practically switched off, the process is killed in time and the next call is answered. */
export async function checkWatchdog(rounds: number): Promise<CheckReport> {
  const supervisor = await startSupervisor({
    requireJail: false,
    runners: 1,
    wallClockMs: WALL_CLOCK_MS,
    restRunaways: false,
  });
  try {
    const honest = callOf(HONEST, 'tool', '{}');
    const before = JSON.stringify(await supervisor.runTool(honest));
    const lines: string[] = [];
    let passed = true;
    for (let round = 1; round <= rounds; round += 1) {
      const start = performance.now();
      const killed = await supervisor.runTool({ ...callOf(ENDLESS, 'tool', '{}'), fuel: FUEL_OF_MINUTES });
      const killedMs = performance.now() - start;
      const after = JSON.stringify(await supervisor.runTool(honest));
      const answeredMs = performance.now() - start - killedMs;
      const right = !killed.ok && killed.code === 'WALL_CLOCK_EXCEEDED' && after === before;
      passed &&= right && killedMs < WALL_CLOCK_MS * 2;
      lines.push(
        `${right ? 'ok' : 'FAILED'}  killed after ${killedMs.toFixed(0)} ms, next tenant answered ${answeredMs.toFixed(0)} ms later, byte-identical: ${after === before}`,
      );
    }
    return { lines: [...lines, `limit ${WALL_CLOCK_MS} ms, ${rounds} rounds`], passed };
  } finally {
    await supervisor.stop();
  }
}
