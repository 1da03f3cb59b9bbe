import type { PublicError } from '../../kernel/errors.js';
import { isForApps, type ScopeTable } from '../../operation/schema/scope-table.js';
import { identityError } from '../identity.errors.js';
import { refusalOfKeys } from './client-keys.js';
import { isDisplayName } from './display-name.js';
import { refusalOfRedirectUris } from './redirect-uris.js';
import { refusalOfStartUri } from './start-uri.js';

export interface AppRequest {
  readonly nameZh: string;
  readonly nameEn: string;
  /** CONFIDENTIAL holds a private key; PUBLIC (browser or mobile app) can't, and exists in the sandbox only. */
  readonly clientType: 'CONFIDENTIAL' | 'PUBLIC';
  readonly redirectUris: readonly string[];
  /** Where the app itself begins a consent. */
  readonly startUri?: string | null;
  readonly jwks?: unknown;
  /** All that the app may ever ask for. */
  readonly scopes: readonly string[];
}

export interface Refusal {
  /** Name of the input field. */
  readonly field: string;
  readonly error: PublicError;
}

/** Everything that is wrong with a registration, in the order of its fields; empty when it may be written. */
export function checkApp(app: AppRequest, scopeTable: ScopeTable, sandbox: boolean): Refusal[] {
  return [
    ...refusalOfName('nameZh', app.nameZh, 'zh'),
    ...refusalOfName('nameEn', app.nameEn, 'en'),
    ...refusalOfRedirectUris(app.redirectUris, sandbox),
    ...refusalOfStartUri(app.startUri, app.redirectUris, sandbox),
    ...refusalOfClientType(app, sandbox),
    ...app.scopes.flatMap((scope) => refusalOfScope(scope, scopeTable)),
  ];
}

function refusalOfName(field: string, name: string, language: 'zh' | 'en'): Refusal[] {
  return isDisplayName(name, language) ? [] : [{ field, error: identityError('APP_NAME_INVALID') }];
}

function refusalOfClientType(app: AppRequest, sandbox: boolean): Refusal[] {
  if (app.clientType === 'CONFIDENTIAL') return refusalOfKeys(app.jwks);
  const reason = !sandbox
    ? 'public clients exist in the sandbox only'
    : app.jwks !== undefined
      ? 'a public client has no keys'
      : app.redirectUris.length === 0
        ? 'a public client needs a redirect URI'
        : undefined;
  return reason === undefined
    ? []
    : [{ field: 'clientType', error: identityError('APP_KEYS_INVALID', { params: { reason } }) }];
}

function refusalOfScope(scope: string, scopeTable: ScopeTable): Refusal[] {
  const known = Object.hasOwn(scopeTable, scope) ? scopeTable[scope] : undefined;
  const reason =
    known === undefined
      ? 'it does not exist'
      : !isForApps(known)
        ? 'only the brokerage’s own pages and people hold it'
        : undefined;
  return reason === undefined
    ? []
    : [{ field: 'scopes', error: identityError('APP_SCOPE_INVALID', { params: { scope, reason } }) }];
}
