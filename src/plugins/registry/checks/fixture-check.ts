import { testPackage } from '../../tools/test-project.js';
import type { VersionCheck } from './check.js';

/** Every fixture runs in the platform's own engine: the same result, the same fuel to the unit. */
export const fixtureCheck: VersionCheck = {
  name: 'fixtures',
  async run({ inspected }, { invokeTool }) {
    const outcomes = await testPackage(inspected, invokeTool);
    const problems = outcomes.flatMap((outcome) => outcome.problems);
    const summary =
      problems.length === 0
        ? `${outcomes.length} fixtures give their results at their fuel.`
        : `${problems.length} problems in ${outcomes.length} fixtures. \`openfolio plugin test\` shows the same.`;
    return { passed: problems.length === 0, summary, details: problems };
  },
};
