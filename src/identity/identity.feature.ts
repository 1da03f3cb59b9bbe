import { AppsResolver } from './apps/apps.resolver.js';
import { GrantsResolver } from './grants/grants.resolver.js';
import { IDENTITY_SCOPES } from './identity.scopes.js';

/** What it adds to the schema, the table of scopes and the ledger of events. */
export const IDENTITY_FEATURE = { scopes: IDENTITY_SCOPES, resolvers: [AppsResolver, GrantsResolver] };
