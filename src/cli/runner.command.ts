import type { Command } from 'commander';
import type { runnerChecks } from '../plugins/index.js';
import { origin, wholeNumber } from './option-values.js';
import { allowAsPersona } from './sandbox-client/allow-as-persona.js';

type Checks = typeof runnerChecks;
type Report = runnerChecks.CheckReport;
type Options = Readonly<Record<string, string | number | boolean | undefined>>;

interface Check {
  readonly name: string;
  readonly description: string;
  readonly options: readonly (readonly [flags: string, description: string, fallback?: number])[];
  run(checks: Checks, options: Options): Promise<Report>;
}

const CHECKS: readonly Check[] = [
  {
    name: 'attack',
    description: 'run the corpus of hostile plugins; the host lives and the next tenant sees nothing',
    options: [
      ['--all', 'the whole corpus in the jail (the default)'],
      ['--fuel-only', 'without the wall clock: fuel alone must end every one'],
      ['--group <name>', 'one group of the corpus'],
    ],
    run: attack,
  },
  {
    name: 'fuel-check',
    description: 'one fuel value and one hash for every fixture',
    options: [['--runs <count>', 'how many runs of each', 100]],
    run: fuelCheck,
  },
  {
    name: 'engine-audit',
    description: "the engine's state, imports, exports and digest are what the reset relies on",
    options: [],
    run: (checks) => checks.auditEngine(),
  },
  {
    name: 'jail-check',
    description: 'a probe tries to get out of the jail',
    options: [],
    run: (checks) => checks.checkJail(),
  },
  {
    name: 'leak',
    description: 'memory and fuel stay level over many calls',
    options: [['--calls <count>', 'how many', 10000]],
    run: (checks, { calls }) => checks.checkLeak(Number(calls)),
  },
  {
    name: 'watchdog',
    description: 'a run that fuel does not end is killed, and the next one answered',
    options: [['--rounds <count>', 'how often', 3]],
    run: (checks, { rounds }) => checks.checkWatchdog(Number(rounds)),
  },
  {
    name: 'load',
    description: 'latency of runs; with --url also the gateway beside ten hostile plugins',
    options: [
      ['--url <origin>', 'a platform in sandbox mode'],
      ['--rounds <count>', 'alternating rounds', 9],
      ['--requests <count>', 'requests to the gateway in each', 200],
    ],
    run: load,
  },
  {
    name: 'fair',
    description: 'what a plugin that is called without end costs another one: at most one call',
    options: [
      ['--rounds <count>', 'rounds of each kind', 5],
      ['--calls <count>', 'calls in each', 60],
      ['--flood <count>', 'callers of the other plugin at once', 32],
    ],
    run: (checks, { rounds, calls, flood }) =>
      checks.checkFairness({ rounds: Number(rounds), callsPerRound: Number(calls), flood: Number(flood), warn }),
  },
];

/** `openfolio runner <check>`: each prints its figures and exits with 1 when one falls short. */
export function addRunnerCommand(program: Command): void {
  const runner = program.command('runner').description('checks of the plugin runner: attacks, fuel, jail, leaks, load');
  for (const check of CHECKS) {
    const command = runner.command(check.name).description(check.description);
    for (const [flags, description, fallback] of check.options) addOption(command, flags, description, fallback);
    command.action(async (options: Options) => {
      const { runnerChecks: checks } = await import('../plugins/index.js');
      const { lines, passed } = await check.run(checks, options);
      process.stdout.write(`${lines.join('\n')}\n${passed ? 'passed' : 'FAILED'}\n`);
      if (!passed) process.exitCode = 1;
    });
  }
}

const READERS: Readonly<Record<string, (text: string) => string | number>> = {
  '<count>': wholeNumber(1),
  '<origin>': origin,
};

function addOption(command: Command, flags: string, description: string, fallback: number | undefined): void {
  const read = READERS[flags.split(' ')[1] ?? ''];
  if (read) command.option(flags, description, read, fallback);
  else command.option(flags, description);
}

/** Longer than any fuel lasts. */
const WITHOUT_WALL_CLOCK_MS = 120_000;

async function attack(checks: Checks, { fuelOnly, group }: Options): Promise<Report> {
  const { startSupervisor } = await import('../plugins/index.js');
  const wallClockMs = fuelOnly === true ? WITHOUT_WALL_CLOCK_MS : undefined;
  const supervisor = await startSupervisor({ requireJail: false, runners: 1, wallClockMs, restRunaways: false, warn });
  try {
    return checks.attackReport(
      await checks.runAttacks(supervisor.runTool, group === undefined ? undefined : [String(group)]),
    );
  } finally {
    await supervisor.stop();
  }
}

async function fuelCheck(checks: Checks, { runs }: Options): Promise<Report> {
  const { startSupervisor } = await import('../plugins/index.js');
  const supervisors = await Promise.all(
    [1, 2].map(() => startSupervisor({ requireJail: false, runners: 1, warn, restRunaways: false })),
  );
  try {
    return await checks.checkFuel(
      supervisors.map(({ runTool }) => runTool),
      Number(runs),
    );
  } finally {
    await Promise.all(supervisors.map((supervisor) => supervisor.stop()));
  }
}

async function load(checks: Checks, { url, rounds, requests }: Options): Promise<Report> {
  const gatewayRequest = typeof url === 'string' ? await readingAccounts(url) : undefined;
  return checks.checkLoad({ gatewayRequest, rounds: Number(rounds), requestsPerRound: Number(requests), warn });
}

async function readingAccounts(url: string): Promise<() => Promise<unknown>> {
  const access = await allowAsPersona({
    url,
    clientId: 'example-labs-portfolio-viewer',
    redirectUri: 'http://127.0.0.1:8787/callback',
    persona: 'Chen Zhiyuan',
    scopes: ['accounts:read'],
  });
  const body = JSON.stringify({ query: '{ accounts(first: 1) { edges { node { id } } } }' });
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
  return async () => {
    const response = await access.fetch(`${url}/graphql`, { method: 'POST', headers, body });
    if (response.status !== 200 && response.status !== 429) throw new Error(`The gateway answered ${response.status}`);
    await response.text();
  };
}

function warn(message: string): void {
  process.stderr.write(`${message}\n`);
}
