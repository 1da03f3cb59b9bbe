import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runnerError } from './runner.errors.js';

/** How a jailed Node process is started, and which walls stand on this host. */
export interface Jail {
  /** Program and arguments in front of the script's own. */
  readonly command: readonly string[];
  readonly walls: readonly JailWall[];
  readonly missing: readonly JailWall[];
}

export type JailWall = 'namespaces' | 'privileges' | 'priority' | 'permissions';

/** What each wall keeps out; the names go into warnings and the refusal of live mode. */
export const JAIL_WALLS: Readonly<Record<JailWall, string>> = {
  namespaces: 'network, process and IPC namespaces of its own (unshare)',
  privileges: 'no capabilities, no new privileges, nobody as user (setpriv)',
  priority: 'only CPU time that nobody else wants (chrt, nice)',
  permissions: 'the permission model of Node.js with one readable folder',
};

/** Node's flags in the jail. The native stack must outlast the engine's own limit, or the depth of a call would depend on the host. */
export function nodeFlags(folder: string): string[] {
  return [
    '--permission',
    `--allow-fs-read=${join(folder, '*')}`,
    '--stack-size=3900',
    '--max-old-space-size=256',
    '--disable-proto=delete',
    '--no-warnings',
  ];
}

/**
 * Finds the strongest jail that works here by starting a process in it; each wall that the host refuses is left out and
 * named. The user changes first where we are root, because only root can.
 */
export function findJail(folder: string, node: string = process.execPath): Jail {
  const inner = [node, ...nodeFlags(folder)];
  const walls: JailWall[] = ['permissions'];
  let command = inner;
  for (const [wall, wrappers] of WRAPPERS) {
    const found = wrappers.map((wrap) => [...wrap(), ...command]).find((tried) => works(tried, folder));
    if (!found) continue;
    command = found;
    walls.push(wall);
  }
  const missing = (Object.keys(JAIL_WALLS) as JailWall[]).filter((wall) => !walls.includes(wall));
  return { command, walls, missing };
}

/** @throws PublicError RUNNER_JAIL_UNAVAILABLE where a wall is missing that must stand; otherwise it only warns */
export function insistOnJail({ missing }: Jail, { requireJail, warn }: JailDemand): void {
  if (missing.length === 0) return;
  const measures = missing.map((wall) => JAIL_WALLS[wall]).join('; ');
  if (requireJail) throw runnerError('RUNNER_JAIL_UNAVAILABLE', { params: { measures } });
  warn?.(`Plugins run without: ${measures}. Live mode would refuse to start.`);
}

export interface JailDemand {
  readonly requireJail: boolean;
  readonly warn?: (message: string) => void;
}

const ROOT = process.getuid?.() === 0;

const SETPRIV = [
  '--no-new-privs',
  '--bounding-set=-all',
  '--inh-caps=-all',
  '--ambient-caps=-all',
  '--pdeathsig=KILL', // changing the user clears what unshare set
  ...(ROOT ? ['--reuid=65534', '--regid=65534', '--clear-groups'] : []),
  '--',
];
const UNSHARE = ['--net', '--pid', '--ipc', '--uts', '--fork', '--kill-child=KILL', '--'];

/** From the inside out; several ways to one wall, best first. */
const WRAPPERS: readonly (readonly [JailWall, readonly (() => string[])[]])[] = [
  ['priority', [() => [program('chrt'), '--idle', '0'], () => [program('nice'), '-n', '19']]],
  ['privileges', [() => [program('setpriv'), ...SETPRIV]]],
  [
    'namespaces',
    [
      () => [program('unshare'), ...UNSHARE],
      () => [program('unshare'), '--user', ...(ROOT ? ['--map-root-user'] : ['--map-current-user']), ...UNSHARE],
    ],
  ],
];

function works([file = '', ...rest]: readonly string[], folder: string): boolean {
  const options = { env: {}, cwd: folder, timeout: 10_000, encoding: 'utf8' } as const;
  const { status, stdout }: SpawnSyncReturns<string> = spawnSync(
    file,
    [...rest, '-e', 'process.stdout.write("here")'],
    options,
  );
  return status === 0 && stdout === 'here';
}

/** The environment is empty, `PATH` too. */
function program(name: string): string {
  const folders = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? name;
}
