import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root } from '../../support/run-openfolio.js';

/**
 * Runs the tests of identity and prints how many cases each attack was tried in:
 * `node --import tsx tests/identity/attacks/inventory.ts`. Fails when one was tried in none, or a case failed.
 */
const ATTACKS: readonly { readonly attack: string; readonly file: RegExp; readonly name?: RegExp }[] = [
  { attack: 'mix-up (missing or wrong iss)', file: /attacks\/mix-up|standards/, name: /issuer|state/ },
  { attack: 'redirect variants', file: /refused-requests|registration|front-channel/, name: /redirect URI/ },
  {
    attack: 'front-channel override of PAR',
    file: /front-channel|refused-requests/,
    name: /address|front channel|pushed by another/,
  },
  {
    attack: 'interaction CSRF',
    file: /consent-attacks|connected-apps/,
    name: /forged|from another origin|opaque|token of|doesn’t hold/,
  },
  {
    attack: 'consent tampering',
    file: /consent-attacks|consent\.test/,
    name: /grants nothing|counts once|has changed/,
  },
  { attack: 'refresh escalation (scope, resource, client, key)', file: /refused-tokens/, name: /refresh/ },
  {
    attack: 'JWT confusion',
    file: /token-confusion|verify-access-token|issued-token/,
    name: /token with|token needs|id token/,
  },
  {
    attack: 'downgrade to Bearer',
    file: /token-confusion|verify-access-token|standards|registration/,
    name: /stolen token|other scheme|Bearer/,
  },
  { attack: 'DPoP mistakes', file: /access\/dpop|access\/used-proofs/ },
  { attack: 'stale feed', file: /access\//, name: /stale|silent|cut/ },
  {
    attack: 'races, 20 ways',
    file: /races|registration|front-channel|grant-life/,
    name: /\b20\b|at once|whoever looks/,
  },
  {
    attack: 'JWKS poisoning and flood',
    file: /token-confusion|signing-keys|registration|apps\.test/,
    name: /kid|keys|address in the header|embedded|key\b/,
  },
  { attack: 'SSRF through registration (120 addresses in one)', file: /registration/, name: /addresses in/ },
  { attack: 'weaker registration', file: /registration/, name: /less than the profile/ },
  {
    attack: 'consent phishing',
    file: /consent-phishing|registration/,
    name: /markup|name with|while|framed|publisher|words/,
  },
  {
    attack: 'revocation and introspection of foreign tokens',
    file: /returned-tokens|standards/,
    name: /foreign|another app’s token|nothing/,
  },
];

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const directory = await mkdtemp(join(tmpdir(), 'openfolio-attacks-'));
const outputFile = join(directory, 'report.json');
await runTests(outputFile);
const report = JSON.parse(await readFile(outputFile, 'utf8')) as Report;
await rm(directory, { recursive: true, force: true });

const cases = report.testResults.flatMap(({ name: file, assertionResults }) =>
  assertionResults.map(({ fullName, status }) => ({ file: relative(root, file), fullName, status })),
);
for (const { attack, file, name = /./ } of ATTACKS) {
  const tried = cases.filter((each) => file.test(each.file) && name.test(each.fullName));
  const failed = tried.filter(({ status }) => status === 'failed').length; // what lacks a Redis here is skipped
  process.stdout.write(
    `${String(tried.length).padStart(4)} cases  ${attack}${failed > 0 ? `  ${failed} FAILED` : ''}\n`,
  );
  if (tried.length === 0 || failed > 0) process.exitCode = 1;
}
process.stdout.write(`${String(cases.length).padStart(4)} cases in all tests of identity\n`);

function runTests(report: string): Promise<void> {
  const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js'];
  const options = [
    'tests/identity',
    '--testPathIgnorePatterns',
    'tests/identity/people',
    '--json',
    '--outputFile',
    report,
  ];
  return new Promise((resolve) => {
    execFile(process.execPath, [...jest, ...options], { cwd: root, maxBuffer: 64 * 1024 * 1024 }, () => resolve());
  });
}
