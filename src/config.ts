import { resolve } from 'node:path';
import type { JWK } from 'jose';
import { configError } from './config.errors.js';
import type { SilencePolicy } from './config.readers.js';
import { keptSecret } from './config.secret.js';
import type { Setting } from './config.setting.js';
import { SETTINGS, type Settings } from './config.settings.js';

export { SETTINGS } from './config.settings.js';

export interface Bucket {
  /** Cost points. */
  readonly maximum: number;
  /** Cost points per second. */
  readonly restoreRate: number;
}

export interface Config {
  readonly mode: 'sandbox' | 'live';
  readonly host: string;
  readonly port: number;
  /** Origin without a trailing slash. */
  readonly publicUrl: string;
  /** Lower case, without ports. */
  readonly allowedHosts: readonly string[];
  /** Addresses or CIDR blocks whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  readonly databaseUrl: string | undefined;
  readonly databaseMigratorUrl: string | undefined;
  readonly redisUrl: string | undefined;
  /** Absolute. */
  readonly dataDir: string;
  /** 32 bytes. */
  readonly secret: Buffer;
  readonly budgets: { readonly customer: Bucket; readonly app: Bucket };
  /** Where attachments of tickets lie; left out, in the database. */
  readonly ticketBucket: string | undefined;
  /** Where attachments are scanned for viruses; left out, nowhere. */
  readonly clamdUrl: string | undefined;
  /** When a customer's silence ends a ticket; earliest first. */
  readonly ticketSilence: readonly SilencePolicy[];
  /** This process works in the background, too: it places events, sends deliveries, seals receipts. */
  readonly worker: boolean;
  readonly sealSeconds: number;
  /** Whether abnormal behaviour has consequences. */
  readonly vigilance: 'on' | 'record';
  /** Hooks may lead to this machine. */
  readonly hooksLoopback: boolean;
  readonly plugins: {
    /** Wall clock of a run, after which its process is killed. */
    readonly wallClockMs: number;
    /** How long each stage of a release lasts. */
    readonly stageMs: number;
    /** Per cent of a publisher's net income that the platform keeps. */
    readonly sharePercent: number;
  };
  readonly limits: {
    readonly bodyBytes: number;
    readonly documentBytes: number;
    readonly depth: number;
    readonly tokens: number;
    readonly aliases: number;
  };
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** Who may read `/metrics`. */
  readonly metricsAccess: 'open' | 'closed' | { readonly token: string };
  /** URI of RFC 9116. */
  readonly securityContact: string;
  /** Where customers sign in, in live mode; `claim` of the ID token equals `customer.external_ref`. */
  readonly customerOidc:
    | { readonly issuer: string; readonly clientId: string; readonly key: JWK; readonly claim: string }
    | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The configuration of this process. In a sandbox it makes the data directory and the secret in it on first use.
 *
 * @throws PublicError CONFIG_INVALID that lists every problem at once
 */
export async function loadConfig(environment: Environment): Promise<Config> {
  const { settings, problems } = readSettings(environment);
  if (problems.length > 0)
    throw configError('CONFIG_INVALID', { params: { problems: problems.map((problem) => `  ${problem}`).join('\n') } });
  const dataDir = resolve(settings.OPENFOLIO_DATA_DIR);
  return shape(settings, dataDir, settings.OPENFOLIO_SECRET ?? (await keptSecret(dataDir)));
}

/** Reads without touching the disk. `problems` are one line each: the setting, what is wrong, what to write. */
export function readSettings(environment: Environment): { settings: Settings; problems: string[] } {
  const names = Object.keys(SETTINGS) as (keyof Settings)[];
  const problems: string[] = [];
  const settings: Record<string, unknown> = {};
  for (const name of names) {
    const entry: Setting<unknown> = SETTINGS[name] as Setting<unknown>;
    const parsed = entry.read.safeParse(environment[name]?.trim() || entry.default);
    if (parsed.success) settings[name] = parsed.data;
    else problems.push(`${name} ${parsed.error.issues.map((issue) => issue.message).join(', ')}.`);
  }
  if (settings['OPENFOLIO_MODE'] === 'live') problems.push(...unsafeInLive(names, settings));
  problems.push(...missingTelemetry(settings), ...halfCustomerSignIn(settings));
  return { settings: settings as Settings, problems };
}

function unsafeInLive(names: (keyof Settings)[], settings: Record<string, unknown>): string[] {
  return names.flatMap((name) => {
    const reason = name in settings ? (SETTINGS[name] as Setting<unknown>).refuse?.(settings[name]) : undefined;
    return reason ? [`${name} ${reason} (live mode).`] : [];
  });
}

/** An SDK that is loaded too late sees nothing, silently; so ask whether it came first. It registers itself under this symbol. */
function missingTelemetry(settings: Record<string, unknown>): string[] {
  if (settings['OPENFOLIO_TELEMETRY'] !== 'on' || Symbol.for('opentelemetry.js.api.1') in globalThis) return [];
  return [
    'OPENFOLIO_TELEMETRY is on, but no OpenTelemetry SDK was loaded: start with --import, see docs/guides/observe.md.',
  ];
}

function shape(settings: Settings, dataDir: string, secret: Buffer): Config {
  const publicUrl = settings.OPENFOLIO_PUBLIC_URL ?? `http://localhost:${settings.PORT}`;
  return {
    mode: settings.OPENFOLIO_MODE,
    host: settings.HOST,
    port: settings.PORT,
    publicUrl,
    allowedHosts: settings.OPENFOLIO_ALLOWED_HOSTS ?? [new URL(publicUrl).hostname, 'localhost', '127.0.0.1', '[::1]'],
    trustedProxies: settings.OPENFOLIO_TRUSTED_PROXIES ?? [],
    databaseUrl: settings.DATABASE_URL,
    databaseMigratorUrl: settings.DATABASE_MIGRATOR_URL,
    redisUrl: settings.REDIS_URL,
    dataDir,
    secret,
    budgets: {
      customer: {
        maximum: settings.OPENFOLIO_BUDGET_CUSTOMER_MAXIMUM,
        restoreRate: settings.OPENFOLIO_BUDGET_CUSTOMER_RESTORE,
      },
      app: { maximum: settings.OPENFOLIO_BUDGET_APP_MAXIMUM, restoreRate: settings.OPENFOLIO_BUDGET_APP_RESTORE },
    },
    ticketBucket: settings.OPENFOLIO_TICKET_BUCKET,
    clamdUrl: settings.OPENFOLIO_CLAMD_URL,
    ticketSilence: settings.OPENFOLIO_TICKET_SILENCE,
    worker: settings.OPENFOLIO_WORKER === 'on',
    sealSeconds: settings.OPENFOLIO_SEAL_SECONDS,
    vigilance: settings.OPENFOLIO_VIGILANCE,
    hooksLoopback: settings.OPENFOLIO_MODE === 'sandbox' && settings.OPENFOLIO_HOOKS_LOOPBACK === 'on',
    plugins: {
      wallClockMs: settings.OPENFOLIO_PLUGINS_WALL_CLOCK_MS,
      stageMs: settings.OPENFOLIO_PLUGINS_STAGE_MINUTES * 60_000,
      sharePercent: settings.OPENFOLIO_PLUGINS_SHARE_PERCENT,
    },
    limits: {
      bodyBytes: settings.OPENFOLIO_LIMIT_BODY_BYTES,
      documentBytes: settings.OPENFOLIO_LIMIT_DOCUMENT_BYTES,
      depth: settings.OPENFOLIO_LIMIT_DEPTH,
      tokens: settings.OPENFOLIO_LIMIT_TOKENS,
      aliases: settings.OPENFOLIO_LIMIT_ALIASES,
    },
    logLevel: settings.LOG_LEVEL,
    metricsAccess: metricsAccess(settings),
    securityContact: settings.OPENFOLIO_SECURITY_CONTACT,
    customerOidc: customerOidc(settings),
  };
}

/** All three or none: a customer must not be the one to find out that one is missing. */
function halfCustomerSignIn(settings: Record<string, unknown>): string[] {
  const names = ['OPENFOLIO_CUSTOMER_OIDC_ISSUER', 'OPENFOLIO_CUSTOMER_OIDC_CLIENT_ID', 'OPENFOLIO_CUSTOMER_OIDC_KEY'];
  const missing = names.filter((name) => name in settings && settings[name] === undefined);
  if (missing.length === 0 || missing.length === names.length) return [];
  return missing.map((name) => `${name} must be set, because the rest of the customer sign-in is.`);
}

function customerOidc(settings: Settings): Config['customerOidc'] {
  const issuer = settings.OPENFOLIO_CUSTOMER_OIDC_ISSUER;
  const clientId = settings.OPENFOLIO_CUSTOMER_OIDC_CLIENT_ID;
  const key = settings.OPENFOLIO_CUSTOMER_OIDC_KEY;
  if (issuer === undefined || clientId === undefined || key === undefined) return undefined;
  return { issuer, clientId, key, claim: settings.OPENFOLIO_CUSTOMER_OIDC_CLAIM };
}

function metricsAccess(settings: Settings): Config['metricsAccess'] {
  if (settings.OPENFOLIO_METRICS_TOKEN !== undefined) return { token: settings.OPENFOLIO_METRICS_TOKEN };
  return settings.OPENFOLIO_MODE === 'live' ? 'closed' : 'open';
}
