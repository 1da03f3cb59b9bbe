import { type Command, InvalidArgumentError, Option } from 'commander';
import { PublicError } from '../../kernel/errors.js';
import { JWK_SET_FORM, readGivenJson } from '../../kernel/given-file.js';
import type { ChangeAppStatus } from './change-app-status.js';
import type { Refusal } from './check-app.js';
import type { RegisterApp } from './register-app.js';
import type { InviteApp } from './registration/invite-app.js';

export interface AppsCommandParts {
  /** Called when a command runs, so that `--help` needs no database. */
  readonly open: () => Promise<{
    registerApp: RegisterApp;
    changeAppStatus: ChangeAppStatus;
    inviteApp: InviteApp;
    close(): Promise<void>;
  }>;
  /** Where results are printed, e.g. standard output. */
  readonly write: (text: string) => void;
}

interface RegisterOptions {
  publisher: string;
  publisherName?: string;
  domain?: string;
  nameEn: string;
  nameZh: string;
  redirectUri: string[];
  startUri?: string;
  scope: string[];
  jwks?: string;
  approve?: boolean;
}

interface InviteOptions {
  publisher: string;
  publisherName?: string;
  domain?: string;
  days: number;
}

const STATUS_BY_COMMAND = { approve: 'APPROVED', suspend: 'SUSPENDED', delete: 'DELETED' } as const;

/** `openfolio apps register|approve|suspend|delete`: the operator's way to the same use-cases as the API. */
export function addAppsCommand(program: Command, { open, write }: AppsCommandParts): void {
  const apps = program.command('apps').description('register, approve and stop apps');
  apps
    .command('register')
    .description('register an app and print its client id')
    .requiredOption('--publisher <slug>', 'slug of the publisher')
    .option('--publisher-name <name>', 'makes the publisher when the slug is new')
    .option('--domain <domain>', 'domain that the publisher has proved to own')
    .requiredOption('--name-en <name>', 'name in English')
    .requiredOption('--name-zh <name>', 'name in Chinese')
    .option('--redirect-uri <uri...>', 'where customers are sent back to', [])
    .option('--start-uri <uri>', 'where the app itself begins a consent; refusals for a missing scope point there')
    .requiredOption('--scope <scope...>', 'all scopes that it may ever ask for')
    .option('--jwks <file>', 'file with its public keys (JWK Set); without it the app is a public client')
    .option('--approve', 'approve it at once')
    .action((options: RegisterOptions) => withApps(open, ({ registerApp }) => register(registerApp, options, write)));
  apps
    .command('invite')
    .description(
      'print a token with which a publisher registers one app by itself (RFC 7591); the app then waits for approval',
    )
    .requiredOption('--publisher <slug>', 'slug of the publisher')
    .option('--publisher-name <name>', 'makes the publisher when the slug is new')
    .option('--domain <domain>', 'domain that the publisher has proved to own')
    .addOption(new Option('--days <days>', 'how long it can be used').argParser(wholeDays).default(7))
    .action((options: InviteOptions) => withApps(open, ({ inviteApp }) => invite(inviteApp, options, write)));
  for (const [name, status] of Object.entries(STATUS_BY_COMMAND)) {
    apps
      .command(`${name} <clientId>`)
      .description(`set the app to ${status}`)
      .action((clientId: string) => withApps(open, ({ changeAppStatus }) => changeAppStatus.change(clientId, status)));
  }
}

async function invite(inviteApp: InviteApp, options: InviteOptions, write: AppsCommandParts['write']): Promise<void> {
  const publisher = { slug: options.publisher, name: options.publisherName, verifiedDomain: options.domain };
  const { token, expiresAt } = await inviteApp.invite(publisher, options.days);
  write(`${token}\nvalid until ${new Date(expiresAt).toISOString()}, for one app; it is shown this once\n`);
}

function wholeDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 30)
    throw new InvalidArgumentError('It must be a whole number from 1 to 30.');
  return days;
}

async function register(
  registerApp: RegisterApp,
  options: RegisterOptions,
  write: AppsCommandParts['write'],
): Promise<void> {
  const outcome = await registerApp.register({
    publisher: { slug: options.publisher, name: options.publisherName, verifiedDomain: options.domain },
    nameEn: options.nameEn,
    nameZh: options.nameZh,
    clientType: options.jwks === undefined ? 'PUBLIC' : 'CONFIDENTIAL',
    redirectUris: options.redirectUri,
    startUri: options.startUri,
    ...(options.jwks === undefined ? {} : { jwks: await readGivenJson(options.jwks, JWK_SET_FORM) }),
    scopes: options.scope,
    status: options.approve ? 'APPROVED' : 'PENDING',
  });
  if ('refusals' in outcome) throw allOf(outcome.refusals);
  write(`${outcome.app.clientId}\n`);
}

/** The option that gave a field of the registration. */
const OPTIONS: Readonly<Record<string, string>> = {
  nameEn: '--name-en',
  nameZh: '--name-zh',
  redirectUris: '--redirect-uri',
  startUri: '--start-uri',
  clientType: '--jwks',
  jwks: '--jwks',
  scopes: '--scope',
  publisher: '--publisher',
};

/** One error that says everything that is to be mended and by which option, under the code of the first. */
function allOf(refusals: readonly Refusal[]): Error {
  const [first] = refusals.map(({ error }) => error);
  if (!first) return new TypeError('A registration was refused without a reason');
  const message = refusals.map(({ field, error }) => `${OPTIONS[field] ?? field}: ${error.message}`).join('\n');
  return new PublicError(first.code, { ...first.definition, message });
}

async function withApps(
  open: AppsCommandParts['open'],
  work: (apps: Awaited<ReturnType<AppsCommandParts['open']>>) => Promise<void>,
): Promise<void> {
  const apps = await open();
  try {
    await work(apps);
  } finally {
    await apps.close();
  }
}
