import type { BenchClient, ClientGroup } from '../questions.js';
import type { TokenIssuer } from './dpop-client.js';
import type { RoundResult } from './run-round.js';

export type ServerName = 'raw' | 'platform';

export const SERVERS: readonly ServerName[] = ['raw', 'platform'];

/** Sent once, before anything else. */
export interface LoadSetUp {
  readonly origins: Readonly<Record<ServerName, string>>;
  readonly groups: Readonly<Record<ClientGroup, readonly BenchClient[]>>;
  readonly issuer: TokenIssuer;
}

export interface RoundOrder {
  readonly question: string;
  readonly server: ServerName;
  readonly concurrency: number;
  readonly seconds: number;
}

export type LoadOrder =
  | { readonly order: 'setUp'; readonly setUp: LoadSetUp }
  | { readonly order: 'compare'; readonly question: string }
  | { readonly order: 'round'; readonly round: RoundOrder };

export type LoadReport =
  | { readonly report: 'ready' }
  /** `data` of both servers is equal, byte for byte, for `clients` clients. */
  | { readonly report: 'equal'; readonly clients: number; readonly bytes: number }
  | { readonly report: 'started' }
  | { readonly report: 'result'; readonly result: RoundResult }
  | { readonly report: 'failed'; readonly reason: string };
