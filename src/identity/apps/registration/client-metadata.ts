import type { Purposes } from '../app.entity.js';
import type { AppRequest, Refusal } from '../check-app.js';

/** Registration errors of RFC 7591 §3.2.2. */
export interface MetadataRefusal {
  readonly error: 'invalid_redirect_uri' | 'invalid_client_metadata';
  readonly description: string;
}

export type ReadMetadata =
  | { readonly ok: true; readonly request: AppRequest & { readonly purposes: Purposes } }
  | { readonly ok: false; readonly refusal: MetadataRefusal };

/** Members that hold an address. We fetch none and show none: a key set comes by value, a logo by the publisher's review. */
const ADDRESSES = [
  'jwks_uri',
  'logo_uri',
  'sector_identifier_uri',
  'request_uris',
  'client_uri',
  'policy_uri',
  'tos_uri',
  'backchannel_logout_uri',
  'frontchannel_logout_uri',
  'post_logout_redirect_uris',
  'software_statement',
];
const SIGNING = ['ES256', 'PS256', 'EdDSA'];

/**
 * Members with which a client could ask for less than the profile; each may be left out, or have one of these values.
 * Source: FAPI 2.0 Security Profile §5.3.2.
 */
const ONLY: Readonly<Record<string, readonly unknown[]>> = {
  token_endpoint_auth_method: ['private_key_jwt'],
  token_endpoint_auth_signing_alg: SIGNING,
  application_type: ['web'],
  subject_type: ['pairwise'],
  id_token_signed_response_alg: ['ES256'],
  dpop_bound_access_tokens: [true],
  require_pushed_authorization_requests: [true],
  tls_client_certificate_bound_access_tokens: [false],
  client_secret: [],
  client_secret_expires_at: [],
  client_id_issued_at: [],
  registration_access_token: [],
  registration_client_uri: [],
};
const LISTS: Readonly<Record<string, readonly string[]>> = {
  grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
  response_types: ['code'],
};

/**
 * Reads client metadata (RFC 7591 §2) as a request for an app. Unknown members are ignored, as the RFC says; known ones that
 * would weaken the profile or make us fetch an address are refused and not overruled, so that nobody believes they hold.
 */
export function readMetadata(body: unknown): ReadMetadata {
  if (!isRecord(body)) return refuse('the body must be a JSON object');
  const broken =
    ADDRESSES.filter((name) => name in body).map(
      (name) => `${name} is not supported: nothing registered is fetched`,
    )[0] ??
    Object.entries(ONLY)
      .filter(([name, values]) => name in body && !values.includes(body[name]))
      .map(([name, values]) => `${name} must be ${values.join(' or ') || 'left out'}`)[0] ??
    Object.entries(LISTS)
      .filter(([name, values]) => name in body && !isListOf(body[name], values))
      .map(([name, values]) => `${name} must be a list of ${values.join(', ')}`)[0] ??
    refuseTypes(body);
  return broken === undefined ? { ok: true, request: requestOf(body) } : refuse(broken);
}

/** The first refusal of the app's own rules, under the RFC's names. */
export function asMetadataRefusal({ field, error }: Refusal): MetadataRefusal {
  const code = field === 'redirectUris' ? 'invalid_redirect_uri' : 'invalid_client_metadata';
  return { error: code, description: `${error.message} (${error.code})` };
}

function refuseTypes(body: Readonly<Record<string, unknown>>): string | undefined {
  const rules: readonly [boolean, string][] = [
    [typeof body['client_name'] === 'string', 'client_name must be a string'],
    [isOptionalText(body['client_name#zh']), 'client_name#zh must be a string'],
    [isOptionalText(body['initiate_login_uri']), 'initiate_login_uri must be a string'],
    [typeof body['scope'] === 'string' && body['scope'] !== '', 'scope must name all that the app may ever ask for'],
    [body['redirect_uris'] === undefined || isTexts(body['redirect_uris']), 'redirect_uris must be a list of strings'],
    [body['scope_purposes'] === undefined || isPurposes(body['scope_purposes']), `scope_purposes must be ${PURPOSES}`],
  ];
  return rules.find(([holds]) => !holds)?.[1];
}

const PURPOSES = '{scope: {en, zh}}, each text of at most 200 characters';

function requestOf(body: Readonly<Record<string, unknown>>): AppRequest & { purposes: Purposes } {
  const name = body['client_name'] as string;
  return {
    nameEn: name,
    nameZh: (body['client_name#zh'] as string | undefined) ?? name,
    clientType: 'CONFIDENTIAL',
    redirectUris: (body['redirect_uris'] ?? []) as string[],
    startUri: body['initiate_login_uri'] as string | undefined,
    jwks: body['jwks'],
    scopes: (body['scope'] as string).split(' ').filter(Boolean),
    purposes: (body['scope_purposes'] ?? {}) as Purposes,
  };
}

function refuse(description: string): ReadMetadata {
  return { ok: false, refusal: { error: 'invalid_client_metadata', description } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function isListOf(value: unknown, allowed: readonly string[]): boolean {
  return isTexts(value) && value.every((entry) => allowed.includes(entry));
}

function isPurposes(value: unknown): boolean {
  const isPurpose = (text: unknown) => typeof text === 'string' && text.length <= 200;
  return (
    isRecord(value) &&
    Object.values(value).every((each) => isRecord(each) && isPurpose(each['en']) && isPurpose(each['zh']))
  );
}
