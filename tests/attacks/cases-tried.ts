import { afterAll } from '@jest/globals';

/**
 * How many cases of a threat of docs/security/threat-model.md a file tried; printed when it ends.
 *
 * @returns call it with what a test tried
 */
export function casesOfThreat(threat: number, what: string): (cases: number) => void {
  let tried = 0;
  afterAll(() => void process.stdout.write(`threat ${threat}: ${tried} cases tried (${what})\n`));
  return (cases) => {
    tried += cases;
  };
}
