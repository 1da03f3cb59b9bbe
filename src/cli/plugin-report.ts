import type { Problem, pluginTools } from '../plugins/index.js';

type FixtureOutcome = pluginTools.FixtureOutcome;

export function report(outcomes: readonly FixtureOutcome[]): boolean {
  for (const outcome of outcomes) {
    say(line(outcome));
    show(outcome.problems);
  }
  const failed = outcomes.filter(({ problems }) => problems.length > 0).length;
  say(`${outcomes.length - failed} of ${outcomes.length} fixtures pass`);
  if (failed > 0) process.exitCode = 1;
  return failed === 0;
}

export function line({ path, tool, fuelUsed, ms, problems }: FixtureOutcome): string {
  return `${problems.length === 0 ? 'ok    ' : 'FAILED'}  ${tool}  ${path}  ${fuelUsed} fuel  ${ms.toFixed(1)} ms`;
}

export function fail(problems: readonly Problem[]): void {
  show(problems);
  say(`${problems.length} problem${problems.length === 1 ? '' : 's'}`);
  process.exitCode = 1;
}

export function show(problems: readonly Problem[]): void {
  for (const { file, place, reason, remedy } of problems)
    say(`${file}${place === '' ? '' : `:${place}`}  ${reason}\n    → ${remedy}`);
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
