import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { findJail, JAIL_WALLS } from '../jail.js';
import { makeRunnerFolder } from '../runner-folder.js';
import { type CheckReport, table } from './report.js';

/** Sends a probe into the jail that tries to get out, with a real listener on loopback to reach for. */
export async function checkJail(): Promise<CheckReport> {
  const folder = await makeRunnerFolder();
  const listener = createServer((socket) => socket.destroy());
  const port = await new Promise<number>((resolve) => {
    listener.listen(0, '127.0.0.1', () => {
      const address = listener.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  try {
    const jail = findJail(folder.path);
    const [file = '', ...rest] = jail.command;
    const probe = join(folder.path, 'jail-probe.mjs');
    const options = { env: {}, cwd: folder.path, encoding: 'utf8', timeout: 20_000 } as const;
    const { stdout } = spawnSync(file, [...rest, probe, String(port)], options);
    const outcomes = Object.entries(JSON.parse(stdout) as Record<string, string>);
    const escaped = outcomes.filter(([, outcome]) => outcome !== 'refused');
    return {
      lines: [
        ...jail.walls.map((wall) => `stands   ${JAIL_WALLS[wall]}`),
        ...jail.missing.map((wall) => `MISSING  ${JAIL_WALLS[wall]}: live mode refuses to start here`),
        ...table(
          outcomes.map(([attempt, outcome]) => [outcome === 'refused' ? 'refused' : 'ESCAPED', attempt, outcome]),
        ),
        `${outcomes.length - escaped.length} of ${outcomes.length} attempts refused`,
      ],
      passed: escaped.length === 0 && jail.missing.length === 0,
    };
  } finally {
    listener.close();
    await folder.remove();
  }
}
