import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Command, CommanderError } from 'commander';
import { exportJWK, generateKeyPair } from 'jose';
import { addCommands } from '../../src/cli/commands.js';
import { platformOf } from '../../src/cli/platform-option.js';
import { describeFailure } from '../../src/kernel/describe-failure.js';
import { temporaryDirectory } from '../support/run-openfolio.js';

/** Files of every kind that somebody may name by mistake. */
const FILES: Readonly<Record<string, string>> = {
  'no.json': '{"kty": nope}',
  'short.json': '{"kty":"OKP",\n"d":"canary-secret"',
  'broken.json': '{"kty":"OKP",\n"d" "canary-secret"}',
  'empty.json': '',
  'other.json': '{"colour":"red"}',
  'list.json': '[]',
  'key.json': '{"kty":"EC","crv":"P-256","x":"AA","y":"AA","d":"canary-secret"}',
};
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;

beforeAll(async () => {
  directory = await temporaryDirectory();
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(directory.path, name), text);
  await mkdir(join(directory.path, 'folder'));
  const { publicKey } = await generateKeyPair('ES256', { extractable: true });
  await writeFile(join(directory.path, 'public.json'), JSON.stringify(await exportJWK(publicKey)));
});
afterAll(() => directory.remove());

/** What `openfolio` prints when it can not do this. `%` stands for the folder of the files. */
async function refusalOf(line: string): Promise<string> {
  const args = line.split(' ').map((word) => word.replace('%', directory.path));
  let printed = '';
  const program = new Command('openfolio')
    .exitOverride()
    .configureOutput({ writeErr: (text) => (printed += text), writeOut: (text) => (printed += text) });
  await addCommands(program, args[0]);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    return error instanceof CommanderError ? printed : describeFailure(error, { verbose: false });
  }
  throw new Error(`It was done: ${line}`);
}

const APP = '--client c --key %/key.json --url http://127.0.0.1:1';
const JSON_PLACE = /no JSON: it breaks at line 1, column 10\. It must hold/;

/** The option, the line, and what must be said: where it is wrong, and what to write instead. */
const MISTAKES: readonly (readonly [option: string, line: string, said: RegExp])[] = [
  ['query --variables', 'query {a} --variables {a', /breaks at line 1, column 2\. Put it into single quotes/],
  ['query --variables', 'query {a} --variables {"a":', /--variables.*it ends too early/],
  ['query --variables', 'query {a} --variables {"a":nope}', /breaks at line 1, column 7/],
  ['query --variables', 'query {a} --variables [1]', /must be a JSON object/],
  ['query --url', 'query {a} --url localhost:4000', /--url.*must be an http or https origin.*http:\/\/localhost:4000/],
  ['query --url', 'query {a} --url http://localhost:4000/graphql', /origin without a path/],
  ['query --key', 'query {a} --key %/key.json', /With --key also name the app \(--client\)/],
  ['query --key', 'query {a} --client c --scopes hooks:manage --key %/empty.json', /no JSON: it is empty/],
  ['query <document>', 'query @%/none.graphql', /there is no file .*none\.graphql/],
  ['query <document>', 'query @%/folder', /folder is a directory/],
  ['hooks listen --forward-to', `hooks listen ${APP} --forward-to here`, /--forward-to.*must be an http or https URL/],
  ['hooks trigger --data', 'hooks trigger plan.created --data x', /--data.*breaks at line 1, column 1/],
  ['hooks replay --from', `hooks replay ${APP} --from yesterday`, /--from.*RFC 3339.*2026-08-03T09:30:00Z/],
  ['hooks replay --to', `hooks replay ${APP} --to 2026-02-31T00:00:00Z`, /--to.*RFC 3339/],
  ['audit verify --from', 'audit verify --from 2026-08-03T09:30', /--from.*with its zone/],
  ['audit verify --to', 'audit verify --to 2026-08-03', /--to.*with its zone/],
  ['audit verify --head', 'audit verify --head 7', /--head.*<number>:<hash>/],
  ['audit verify --keys', 'audit verify --export %/list.json --keys %/list.json', /must hold a JWK Set/],
  ['audit export --from', 'audit export --from x', /--from.*RFC 3339/],
  ['audit export --to', 'audit export --to x', /--to.*RFC 3339/],
  ['apps leak-report --from', 'apps leak-report c --from x', /--from.*RFC 3339/],
  ['apps leak-report --to', 'apps leak-report c --to x', /--to.*RFC 3339/],
  ['apps drill --from', 'apps drill c --from x', /--from.*RFC 3339/],
  ['apps drill --to', 'apps drill c --to x', /--to.*RFC 3339/],
  ['apps invite --days', 'apps invite --publisher p --days week', /--days.*from 1 to 30/],
  ['sandbox seed --customers', 'sandbox seed --customers -1', /--customers.*from 0 to 100000/],
  ['plugin bench --scale', 'plugin bench --scale 1,x', /--scale.*separated by commas/],
  ['plugin fuzz --inputs', 'plugin fuzz --inputs many', /--inputs.*whole number/],
  ['plugin fuzz --seed', 'plugin fuzz --seed 1.5', /--seed.*whole number/],
  ['plugin verify --url', 'plugin verify p.tar --url x', /--url.*must be an http or https origin/],
  ['plugin verify <package>', 'plugin verify %/none.tar', /there is no file .*none\.tar/],
  [
    'plugin publish [package]',
    `plugin publish %/none.tar ${APP.replace('key.json', 'none.json')}`,
    /there is no file .*none/,
  ],
  ['plugin register-key <file>', `plugin register-key %/no.json ${APP}`, JSON_PLACE],
  ['plugin register-key <file>', `plugin register-key %/empty.json ${APP}`, /no JSON: it is empty/],
  ['plugin register-key <file>', `plugin register-key %/other.json ${APP}`, /must hold one key as a JWK/],
  ['plugin replay <receipt>', 'plugin replay %/other.json', /This is no receipt/],
  ['plugin replay --keys', 'plugin replay %/list.json --package p --input i --keys %/no.json', JSON_PLACE],
  ['events tail --key', 'events tail --client c --key %/broken.json', /no JSON: it breaks at line 2, column 5/],
  ['events tail --key', 'events tail --client c --key %/short.json', /no JSON: it ends too early/],
  ['events tail --key', 'events tail --client c --key %/key.json', /holds a key that can not be used for ES256/],
  ['events tail --key', 'events tail --client c --key %/public.json', /holds no private key/],
  ['events tail --url', 'events tail --client c --key %/key.json --url x', /--url.*origin/],
  ['runner fuel-check --runs', 'runner fuel-check --runs x', /--runs.*whole number of at least 1/],
  ['runner leak --calls', 'runner leak --calls x', /--calls.*whole number/],
  ['runner watchdog --rounds', 'runner watchdog --rounds x', /--rounds.*whole number/],
  ['runner load --url', 'runner load --url x', /--url.*origin/],
  ['runner load --rounds', 'runner load --rounds x', /--rounds.*whole number/],
  ['runner load --requests', 'runner load --requests x', /--requests.*whole number/],
  ['runner fair --rounds', 'runner fair --rounds x', /--rounds.*whole number/],
  ['runner fair --calls', 'runner fair --calls x', /--calls.*whole number/],
  ['runner fair --flood', 'runner fair --flood 0', /--flood.*at least 1/],
];

/** Read behind a database or a test of the plugin by the very reader that another line tries. */
const SAME_READER = [
  'apps register --jwks',
  'audit verify --export',
  'plugin pack --key',
  'plugin replay --input',
  'plugin verify --trust',
  ...['hooks listen', 'hooks replay', 'plugin download', 'plugin publish', 'plugin register-key'].flatMap(ofApp),
  ...['plugin yank', 'plugin deprecate'].flatMap(ofApp),
];
/** Files that are written, not read. */
const WRITTEN = ['--out', '--rejects'];
const FORMS = /<(json|file|instant|origin|url|count|number|n|days|list|number:hash)>/;

function ofApp(command: string): string[] {
  return [`${command} --key`, `${command} --url`];
}

describe('a value that can not be read is refused with what is wrong, where, and what to write', () => {
  test.each(MISTAKES)('%s: %s', async (_option, line, said) => {
    const refusal = (await refusalOf(line)).replace(/\s+/g, ' ');
    expect(refusal).toMatch(said);
    expect(refusal).not.toMatch(/unforeseen|canary-secret| at .*\.ts:/);
  });
});

test('every option that takes JSON, a file, an instant, a number or an address stands in that table', async () => {
  const program = new Command('openfolio');
  await addCommands(program, undefined);
  const tried = new Set([...MISTAKES.map(([option]) => option), ...SAME_READER]);
  const options = optionsOf(program, []).filter(({ long, flags }) => FORMS.test(flags) && !WRITTEN.includes(long));
  expect(options.map(({ called }) => called).filter((called) => !tried.has(called))).toEqual([]);
});

test.each<[environment: Record<string, string>, platform: string]>([
  [{}, 'http://localhost:4000'],
  [{ PORT: '4711' }, 'http://localhost:4711'],
  [{ PORT: '0' }, 'http://localhost:4000'],
  [{ PORT: '4711', OPENFOLIO_PUBLIC_URL: 'https://api.example/' }, 'https://api.example'],
  [{ OPENFOLIO_URL: 'http://other:5000', OPENFOLIO_PUBLIC_URL: 'https://api.example' }, 'http://other:5000'],
])('in the environment %j commands talk to %s, as `npm start` serves there', (environment, platform) => {
  expect(platformOf({}, environment)).toBe(platform);
  expect(platformOf({ url: 'http://named:1' }, environment)).toBe('http://named:1');
});

test('a setting that names no platform is named itself', () => {
  expect(() => platformOf({}, { OPENFOLIO_URL: 'nowhere' })).toThrow(/OPENFOLIO_URL names no platform: nowhere/);
});

function optionsOf(command: Command, path: string[]): { called: string; long: string; flags: string }[] {
  const own = command.options.map(({ long, flags }) => ({
    called: [...path, long].join(' '),
    long: long ?? '',
    flags,
  }));
  return [...own, ...command.commands.flatMap((each) => optionsOf(each, [...path, each.name()]))];
}
