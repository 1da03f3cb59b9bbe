import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { Clock } from '../../kernel/clock.js';
import type { AuthorityChannel } from './authority-channel.js';

/** Public keys of the authorization server. */
export interface SigningKeys {
  /**
   * @returns the key, or `undefined` when no such key is published
   * @throws when no key could ever be read
   */
  find(kid: string): Promise<KeyObject | undefined>;
  /** Whether the key still stands; asked for each use of a cached token, so withdrawing a leaked key ends its tokens. */
  isCurrent(kid: string): boolean;
}

/**
 * The published keys, in the memory of the process. Read again when the table announces a change, and when a token names
 * an unknown `kid`, but then at most once per cooldown: a flood of invented kids costs the database nothing.
 * A new key must therefore be published at least one cooldown before it signs.
 */
export class DatabaseSigningKeys implements SigningKeys {
  readonly #channel: AuthorityChannel;
  readonly #clock: Clock;
  readonly #cooldownMs: number;
  readonly #elapsedMs: () => number;
  #keys: ReadonlyMap<string, PublishedKey> | undefined;
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;
  #unsubscribe: () => void = () => {};

  constructor(options: { channel: AuthorityChannel; clock: Clock; cooldownMs?: number; elapsedMs?: () => number }) {
    this.#channel = options.channel;
    this.#clock = options.clock;
    this.#cooldownMs = options.cooldownMs ?? 5000;
    this.#elapsedMs = options.elapsedMs ?? (() => performance.now());
  }

  /** The channel must be started. No key yet is no failure: the authorization server may write the first one later. */
  async start(): Promise<void> {
    this.#unsubscribe = this.#channel.on('signing_key', () => void this.#read().catch(() => {}));
    await this.#read();
  }

  stop(): void {
    this.#unsubscribe();
  }

  async find(kid: string): Promise<KeyObject | undefined> {
    const known = this.#standing(kid);
    if (known) return known;
    if (this.#elapsedMs() - this.#readAt >= this.#cooldownMs) {
      this.#readAt = this.#elapsedMs(); // also when it fails
      this.#reading ??= this.#read().finally(() => void (this.#reading = undefined));
    }
    await this.#reading; // also who came while another's question is under way
    if (!this.#keys) throw new Error('signing keys were never read');
    return this.#standing(kid);
  }

  isCurrent(kid: string): boolean {
    return this.#standing(kid) !== undefined;
  }

  /** A key retires by the clock: nobody announces that moment. */
  #standing(kid: string): KeyObject | undefined {
    const published = this.#keys?.get(kid);
    return published && published.retiresAt > this.#clock.now() ? published.key : undefined;
  }

  async #read(): Promise<void> {
    const rows = await this.#channel.query<KeyRow>(PUBLISHED, [new Date(this.#clock.now())]);
    this.#keys = new Map(rows.map((row) => [row.kid, published(row)]));
  }
}

interface PublishedKey {
  readonly key: KeyObject;
  /** Epoch ms; infinite while no other key is to follow. */
  readonly retiresAt: number;
}

interface KeyRow {
  readonly kid: string;
  readonly jwk: JsonWebKey;
  readonly retires_ms: string | null;
}

function published({ jwk, retires_ms }: KeyRow): PublishedKey {
  const retiresAt = retires_ms === null ? Number.POSITIVE_INFINITY : Number(retires_ms);
  return { key: createPublicKey({ key: jwk, format: 'jwk' }), retiresAt };
}

/** The public members by name: the private one never leaves the database towards a gateway. */
const PUBLISHED = `SELECT kid, jsonb_build_object('kty', private_jwk->'kty', 'crv', private_jwk->'crv', 'x', private_jwk->'x', 'y', private_jwk->'y') AS jwk,
    (extract(epoch FROM retires_at) * 1000)::bigint::text AS retires_ms
  FROM signing_key WHERE alg = 'ES256' AND (retires_at IS NULL OR retires_at > $1)`;
