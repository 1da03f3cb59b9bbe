import { z } from 'zod';
import { addressList, hostList, integer, key, privateJwk, url, webOrigin } from './config.readers.js';
import { setting } from './config.setting.js';
import { TICKET_SETTINGS } from './config.ticket-settings.js';

const KIB = 1024;

/**
 * Every setting: its default, how it is read and what it means. This table is the manual; `openfolio config` prints it.
 * Values come from the environment alone.
 */
export const SETTINGS = {
  OPENFOLIO_MODE: setting({
    default: 'sandbox',
    read: z.enum(['sandbox', 'live'], 'must be sandbox or live'),
    meaning:
      'sandbox: a made-up world, embedded database, generated secrets. live: refuses every unsafe setting below.',
  }),
  HOST: setting({
    default: '127.0.0.1',
    read: z.string().min(1, 'must be an address to listen on'),
    meaning: 'Address to listen on. 0.0.0.0 in a container; plain HTTP, so put a proxy that ends TLS in front.',
  }),
  PORT: setting({ default: '4000', read: integer(0, 65_535), meaning: 'Port to listen on. 0 takes any free one.' }),
  OPENFOLIO_PUBLIC_URL: setting({
    default: undefined,
    read: z.optional(webOrigin()),
    meaning: 'Origin under which clients reach this platform; issuer of tokens. Unset: http://localhost and the port.',
    refuse: (value) =>
      value?.startsWith('https:') ? undefined : 'must be set, with https, because tokens are bound to it',
  }),
  OPENFOLIO_ALLOWED_HOSTS: setting({
    default: undefined,
    read: z.optional(hostList()),
    meaning:
      'Host headers that are answered, separated by commas, without ports. Unset: the host of the public URL, localhost and 127.0.0.1. Guards against DNS rebinding.',
    refuse: (value) => (value ? undefined : 'must be set, because the default answers to localhost too'),
  }),
  OPENFOLIO_TRUSTED_PROXIES: setting({
    default: undefined,
    read: z.optional(addressList()),
    meaning:
      'Addresses or CIDR blocks of the proxies in front, separated by commas: their X-Forwarded-For tells who asks, for attempt limits and the log. Unset: nobody is believed, and all who come through a proxy share its address.',
  }),
  DATABASE_URL: setting({
    default: undefined,
    read: z.optional(url('postgres:', 'postgresql:')),
    meaning:
      'PostgreSQL 15 or later, as the plain login role of the running platform. Unset: an embedded server in the data directory.',
    refuse: (value) =>
      value ? undefined : 'must be set, because the embedded database has neither backup nor replica',
    secret: true,
  }),
  DATABASE_MIGRATOR_URL: setting({
    default: undefined,
    read: z.optional(url('postgres:', 'postgresql:')),
    meaning:
      'The same database as its owner, for migrations at start. Unset: DATABASE_URL in a sandbox; in live mode `openfolio migrate` must have run.',
    secret: true,
  }),
  REDIS_URL: setting({
    default: undefined,
    read: z.optional(url('redis:', 'rediss:')),
    meaning:
      'Redis 6 or later that shares budgets and replay sets between processes. Unset: this process keeps them, so run only one.',
    secret: true,
  }),
  OPENFOLIO_DATA_DIR: setting({
    default: '.data',
    read: z.string().min(1, 'must name a directory'),
    meaning: 'Directory of the embedded database and of generated secrets; made with mode 0700.',
  }),
  OPENFOLIO_SECRET: setting({
    default: undefined,
    read: z.optional(key()),
    meaning:
      'Base64 of 32 random bytes (`openssl rand -base64 32`): encrypts ids, cursors and stored secrets. The same for all processes; changing it makes issued ids unknown. Unset: made once and kept in the data directory.',
    refuse: (value) => (value ? undefined : 'must be set, because a generated one is lost with the data directory'),
    secret: true,
  }),
  OPENFOLIO_BUDGET_CUSTOMER_MAXIMUM: setting({
    default: '2000',
    read: integer(1, 1_000_000),
    meaning: 'Cost points that one app may spend for one customer at once: the size of the leaky bucket.',
  }),
  OPENFOLIO_BUDGET_CUSTOMER_RESTORE: setting({
    default: '100',
    read: integer(1, 1_000_000),
    meaning: 'Cost points per second that flow back into the bucket of app and customer.',
  }),
  OPENFOLIO_BUDGET_APP_MAXIMUM: setting({
    default: '100000',
    read: integer(1, 100_000_000),
    meaning: 'Cost points that one app may spend at once over all its customers.',
  }),
  OPENFOLIO_BUDGET_APP_RESTORE: setting({
    default: '10000',
    read: integer(1, 100_000_000),
    meaning: 'Cost points per second that flow back into the bucket of the app.',
  }),
  OPENFOLIO_PLUGINS_WALL_CLOCK_MS: setting({
    default: '2000',
    read: integer(100, 60_000),
    meaning:
      'Milliseconds after which the process of a plugin’s run is killed. Fuel ends it long before; more where the host is busy.',
  }),
  OPENFOLIO_PLUGINS_STAGE_MINUTES: setting({
    default: '1440',
    read: integer(1, 43_200),
    meaning: 'Minutes that each stage of a plugin’s release lasts: 5 %, 25 %, 100 % of customers.',
  }),
  OPENFOLIO_PLUGINS_SHARE_PERCENT: setting({
    default: '20',
    read: integer(0, 30),
    meaning:
      'Per cent of a publisher’s net income that the platform keeps of what is metered from now on; never more than 30.',
  }),
  OPENFOLIO_LIMIT_BODY_BYTES: setting({
    default: String(256 * KIB),
    read: integer(KIB, 16 * KIB * KIB),
    meaning: 'Bytes of a request body; more is refused with 413.',
  }),
  OPENFOLIO_LIMIT_DOCUMENT_BYTES: setting({
    default: String(32 * KIB),
    read: integer(256, 1024 * KIB),
    meaning: 'Bytes of a GraphQL document. Validation is the costly part and grows with it.',
  }),
  OPENFOLIO_LIMIT_DEPTH: setting({
    default: '12',
    read: integer(3, 50),
    meaning: 'Nested selection sets of a document.',
  }),
  OPENFOLIO_LIMIT_TOKENS: setting({
    default: '2000',
    read: integer(100, 20_000),
    meaning: 'Lexical tokens of a document.',
  }),
  OPENFOLIO_LIMIT_ALIASES: setting({
    default: '30',
    read: integer(0, 1_000),
    meaning: 'Aliases of a document, `__typename` included.',
  }),
  OPENFOLIO_CUSTOMER_OIDC_ISSUER: setting({
    default: undefined,
    read: z.optional(url('https:', 'http:')),
    meaning:
      "Issuer of the brokerage's own OpenID Provider, where customers sign in (live mode). Its redirect URI for us: the public URL and /sign-in/callback. Unset: nobody can sign in.",
    refuse: (value) =>
      value === undefined || value.startsWith('https:') ? undefined : 'must be https, because customers sign in there',
  }),
  OPENFOLIO_CUSTOMER_OIDC_CLIENT_ID: setting({
    default: undefined,
    read: z.optional(z.string()),
    meaning: 'Client id of this platform at that provider.',
  }),
  OPENFOLIO_CUSTOMER_OIDC_KEY: setting({
    default: undefined,
    read: z.optional(privateJwk()),
    meaning:
      'Private key of that client as a JWK with alg and kid; the provider has its public half (private_key_jwt).',
    secret: true,
  }),
  OPENFOLIO_CUSTOMER_OIDC_CLAIM: setting({
    default: 'sub',
    read: z.string(),
    meaning: "Claim of the ID token that holds the brokerage's reference of a customer, as imported.",
  }),
  ...TICKET_SETTINGS,
  OPENFOLIO_WORKER: setting({
    default: 'on',
    read: z.enum(['on', 'off'], 'must be on or off'),
    meaning:
      'on: this process also places events in feeds, sends deliveries and seals receipts. Any number of processes may; one must.',
  }),
  OPENFOLIO_SEAL_SECONDS: setting({
    default: '5',
    read: integer(1, 3600),
    meaning:
      'How often receipts are joined under a signed checkpoint, in seconds, by processes that work in the background. Between two of them the rows are proved by their writers alone.',
  }),
  OPENFOLIO_VIGILANCE: setting({
    default: 'on',
    read: z.enum(['on', 'record'], 'must be on or record'),
    meaning:
      'on: apps that behave abnormally are restricted, then frozen. record: it is only recorded. See src/vigilance/README.md.',
    refuse: (value) => (value === 'on' ? undefined : 'must be on, or nothing stops an app that leaks'),
  }),
  OPENFOLIO_HOOKS_LOOPBACK: setting({
    default: 'on',
    read: z.enum(['on', 'off'], 'must be on or off'),
    meaning:
      'Sandbox: hooks may lead to this machine (http://localhost). Live mode never sends there, whatever this says.',
  }),
  LOG_LEVEL: setting({
    default: 'info',
    read: z.enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'must be a level from trace to fatal, or silent',
    ),
    meaning: 'Least severe level that is logged (JSON lines on stdout). No level logs bodies, tokens or cookies.',
  }),
  OPENFOLIO_METRICS_TOKEN: setting({
    default: undefined,
    read: z.optional(z.string().min(16, 'must have at least 16 characters')),
    meaning: 'Bearer token of whoever may read /metrics. Unset: open in a sandbox, no such path in live mode.',
    secret: true,
  }),
  OPENFOLIO_SECURITY_CONTACT: setting({
    default: 'mailto:security@localhost',
    read: z.string().regex(/^(mailto:|https:\/\/|tel:)\S+$/, 'must be a mailto:, https: or tel: URI'),
    meaning: 'Where to report weaknesses; published in /.well-known/security.txt.',
    refuse: (value) => (value.endsWith('@localhost') ? 'must be set to an address that somebody reads' : undefined),
  }),
  OPENFOLIO_TELEMETRY: setting({
    default: 'off',
    read: z.enum(['on', 'off'], 'must be on or off'),
    meaning: 'on: refuse to start unless an OpenTelemetry SDK was loaded by --import. See docs/guides/observe.md.',
  }),
} as const;

export type Settings = { [K in keyof typeof SETTINGS]: z.output<(typeof SETTINGS)[K]['read']> };
