import type { LaunchedRunner } from './launch-runner.js';
import type { RunTool } from './protocol.js';
import { refusal } from './run-result.js';

export interface RunnerOnDemand {
  readonly runTool: RunTool;
  stop(): Promise<void>;
}

/**
 * A runner that is launched by the first call: warming one up takes seconds of CPU, which a platform without plugins never
 * spends. One that does not answer any more is replaced by the next call.
 *
 * @param onError told why it can't be launched
 */
export function runnerOnDemand(
  launch: () => Promise<LaunchedRunner>,
  onError: (error: unknown) => void,
): RunnerOnDemand {
  let launched: Promise<LaunchedRunner> | undefined;
  const drop = (dead: Promise<LaunchedRunner>) => {
    if (launched === dead) launched = undefined;
  };
  return {
    async runTool(call) {
      const runner = (launched ??= launch());
      try {
        const result = await (await runner).runTool(call);
        if (!result.ok && result.code === 'RUNNER_UNAVAILABLE') {
          drop(runner);
          void runner.then(({ stop }) => stop()).catch(onError);
        }
        return result;
      } catch (error) {
        drop(runner);
        onError(error);
        return refusal('RUNNER_UNAVAILABLE', 'The plugin runner can not be started.');
      }
    },
    async stop() {
      const last = launched;
      launched = undefined;
      await last?.then(
        ({ stop }) => stop(),
        () => undefined, // it never started, and whoever called was told
      );
    },
  };
}
