// Prints `N passed, N failed` alone on a line, from jest's JSON result. A test file that could not run counts as a failure.
import { readFileSync } from 'node:fs';

const text = readFileSync(process.argv[2] ?? '', 'utf8');
const result = text === '' ? { numPassedTests: 0, numFailedTests: 1, numRuntimeErrorTestSuites: 0 } : JSON.parse(text);
process.stdout.write(`${result.numPassedTests} passed, ${result.numFailedTests + result.numRuntimeErrorTestSuites} failed\n`);
