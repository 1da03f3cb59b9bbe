import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { DEMO_CONSOLE_KEY } from '../sandbox/demo-keys.js';
import { AppAccess } from '../src/cli/app-client/app-access.js';
import { addCommands } from '../src/cli/commands.js';
import { allowAsPersona } from '../src/cli/sandbox-client/allow-as-persona.js';
import type { ErrorDefinition, PublicError } from '../src/kernel/errors.js';
import { newId, PublicIds } from '../src/kernel/ids.js';
import { errorCatalogue } from './support/error-catalogue.js';
import { type Asker, HOOK, MISTAKES, nothing, OPEN, REFUSED, USES, VALUES } from './support/refused-documents.js';
import { temporaryDirectory } from './support/run-openfolio.js';
import { SandboxPlatform } from './support/sandbox-platform.js';
import { signInStaff } from './support/staff.js';

interface Answer {
  readonly status: number;
  readonly body: string;
}
type Ask = (document: string, variables?: Readonly<Record<string, unknown>>) => Promise<Answer>;

const catalogue = new Map((await errorCatalogue()).map(({ code, definition }) => [code, definition]));
let platform: SandboxPlatform;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let ask: Readonly<Record<Asker, Ask>>;
/** Names that the cases below use in their documents. */
const known: Record<string, string> = {};

beforeAll(async () => {
  platform = await SandboxPlatform.start({ OPENFOLIO_SECRET: SECRET.toString('base64') });
  directory = await temporaryDirectory();
  await writeFile(join(directory.path, 'key.json'), JSON.stringify(DEMO_CONSOLE_KEY));
  await mkdir(join(directory.path, 'import'));
  await writeFile(join(directory.path, 'import', 'customers.csv'), CUSTOMERS);
  const { url } = platform;
  const scopes = ['apps:manage', 'market:read', 'hooks:manage', 'events:read', 'plugins:publish'];
  const console_ = { url, clientId: 'example-labs-console', keyFile: join(directory.path, 'key.json'), scopes };
  const app = await AppAccess.open(console_);
  const neighbourhood = { clientId: 'example-labs-neighbourhood', redirectUri: 'http://127.0.0.1:8789/callback' };
  const of = { url, persona: 'Li Simin', scopes: ['tickets:read', 'tickets:write'] };
  const customer = await allowAsPersona({ ...of, ...neighbourhood });
  const viewer = await platform.allow('Li Simin');
  const staff = await signInStaff(platform, ['SUPPORT_LEAD', 'CAMPAIGN_MANAGER', 'SECURITY', 'PRIVACY', 'REVIEWER']);
  ask = {
    app: asking((init) => app.fetch('/graphql', init)),
    customer: asking((init) => customer.fetch(platform.graphqlUrl, init)),
    viewer: asking((init) => viewer.fetch(platform.graphqlUrl, init)),
    staff: async (document, variables) => {
      const { status, ...body } = await staff.query(document, variables);
      return { status, body: JSON.stringify(body) };
    },
  };
  known['ticket'] = /tkt_[\w-]{22}/.exec((await ask.customer(OPEN, { tags: [] })).body)?.[0] ?? '';
  const hook = await ask.app(HOOK);
  known['hook'] = /hook_[\w-]{22}/.exec(hook.body)?.[0] ?? '';
  const asked = await ask.staff('{ tickets(first: 1) { edges { node { id } } } }');
  known['queued'] = /tkt_[\w-]{22}/.exec(asked.body)?.[0] ?? '';
  const desk = new PublicIds(SECRET);
  for (const [name, prefix] of [
    ['customer', 'mcu'],
    ['person', 'per'],
  ] as const)
    known[name] = desk.encode(STAFF_DESK, prefix, newId());
}, 120_000);
afterAll(async () => {
  await platform?.stop();
  await directory?.remove();
});

function asking(send: (init: RequestInit) => Promise<Response>): Ask {
  return async (query, variables = {}) => {
    const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
    const answer = await send({ method: 'POST', headers, body: JSON.stringify({ query, variables }) });
    return { status: answer.status, body: await answer.text() };
  };
}

/** The platform's, so that ids of nobody can be made as it would make them. */
const SECRET = Buffer.alloc(32, 7);
const STAFF_DESK = '01900000-0000-7000-8000-000000000003';

const CUSTOMERS = 'external_ref,name_zh,name_en,tier,risk_level,onboarded_at\nX-1,甲,A,NO_TIER,C1,2026-01-01\n';

describe('through GraphQL each code comes with its documented message, and its status where it refuses the request', () => {
  test.each(REFUSED)('%s to %s', async (code, asker, document) => {
    const { status, body } = await ask[asker](document.replace(/%(\w+)/g, (_all, name: string) => known[name] ?? ''));
    const { data } = JSON.parse(body) as { data?: unknown };
    expect({ code, said: refusals(body) }).toEqual({ code, said: [{ code, message: messageOf(code) }] });
    if (data === undefined) expect(status).toBe(definitionOf(code).httpStatus);
  });

  test('HOOK_LIMIT_REACHED to an app that registers without end', async () => {
    let last: Answer = { status: 0, body: '' };
    for (let hooks = 0; hooks <= 20; hooks += 1) last = await ask.app(HOOK);
    expect(refusals(last.body)).toEqual([{ code: 'HOOK_LIMIT_REACHED', message: messageOf('HOOK_LIMIT_REACHED') }]);
  });
});

test.each(MISTAKES)('%s is refused with the place and what to write instead', async (document, told) => {
  const { status, body } = await ask.viewer(document);
  expect(status).toBe(400);
  for (const part of told) expect(body).toContain(part);
});

describe('a variable that is not of its type is named, with the reason of its type', () => {
  test.each(VALUES)('%s: a %s of %j', async (reason, type, value) => {
    const { status, body } = await ask.app(USES[type] ?? '', { given: value });
    const [error] = (JSON.parse(body) as { errors: { message: string; extensions: object }[] }).errors;
    expect([status, error?.extensions]).toEqual([400, expect.objectContaining({ code: 'INVALID_VARIABLES', reason })]);
    expect(error?.message).toContain('$given');
    expect(error?.message).toContain(definitionOf(reason).message);
  });
});

/** What the command line refuses; `%` stands for the folder of the test, `$` for the platform. */
const COMMANDS: readonly (readonly [code: string, line: string])[] = [
  ['PLATFORM_UNREACHABLE', 'query {__typename} --url http://127.0.0.1:1'],
  ['PERSONA_UNKNOWN', 'query {__typename} --url $ --persona Nobody'],
  ['SANDBOX_SIGN_IN_FAILED', 'query {__typename} --url $ --client nobody'],
  [
    'OPERATION_REFUSED',
    `hooks replay --url $ --client example-labs-console --key %/key.json --hook ${nothing('hook')}`,
  ],
  ['EVENT_TYPE_UNKNOWN', 'hooks trigger no.such'],
  ['EVENT_TRIGGER_REFUSED', 'hooks trigger app.changed --client nobody'],
  ['PERSON_NOT_FOUND', 'staff suspend nobody@broker.example'],
  ['IMPORT_ROWS_REFUSED', 'import %/import'],
];

describe('on the command line each code comes with its documented message', () => {
  const before = { ...process.env };
  beforeAll(() => {
    const secret = SECRET.toString('base64');
    const settings = {
      DATABASE_URL: platform.databaseUrl,
      OPENFOLIO_DATA_DIR: directory.path,
      OPENFOLIO_SECRET: secret,
    };
    Object.assign(process.env, settings);
  });
  afterAll(() => {
    process.env = before;
  });

  test('and names what is to be mended: the scope that does not exist, the option that was wrong', async () => {
    const scope = await refusalOf('query {__typename} --url $ --scopes account:read');
    expect(scope.message).toContain('the scope does not exist (account:read)');
    const app = await refusalOf('apps register --publisher acme --name-en A --name-zh 顶点阅读 --scope foo:bar');
    expect(app.message).toMatch(/^--name-en: .*\n--jwks: .*\n--scope: The scope `foo:bar` was refused/);
  });

  test.each(COMMANDS)('%s: openfolio %s', async (code, line) => {
    expect(await refusalOf(line)).toEqual({ code, message: messageOf(code) });
  });

  async function refusalOf(line: string): Promise<{ code: string; message: string }> {
    const args = line.split(' ').map((word) => word.replace('%', directory.path).replace('$', platform.url));
    const program = new Command('openfolio').exitOverride();
    await addCommands(program, args[0]);
    return program.parseAsync(args, { from: 'user' }).then(
      () => ({ code: 'NONE', message: 'it was done' }),
      ({ code: told, message }: PublicError) => ({ code: told, message }),
    );
  }
});

function definitionOf(code: string): ErrorDefinition {
  const definition = catalogue.get(code);
  if (!definition) throw new Error(`There is no code ${code}`);
  return definition;
}

/** The catalogue's text, whatever stands in its places. */
function messageOf(code: string): unknown {
  const parts = definitionOf(code).message.split(/\{\w+\}/);
  const pattern = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^]+');
  return expect.stringMatching(new RegExp(`^${pattern}$`));
}

/** Of the operation, of its fields, and of the answers that a mutation gives as data. */
function refusals(body: string): { code: unknown; message: unknown }[] {
  const { errors = [], data } = JSON.parse(body) as {
    errors?: { message: string; extensions?: { code?: string } }[];
    data?: Record<string, { userErrors?: { code: string; message: string }[] } | null> | null;
  };
  const ofFields = errors.map(({ message, extensions }) => ({ code: extensions?.code, message }));
  const ofData = Object.values(data ?? {}).flatMap((answer) => answer?.userErrors ?? []);
  return [...ofFields, ...ofData];
}
