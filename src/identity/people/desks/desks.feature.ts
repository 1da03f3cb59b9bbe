import { DeskResolver } from './desk.resolver.js';
import { DESK_SCOPES } from './desk.scopes.js';

/** What it adds to the schema and the table of scopes. */
export const DESKS_FEATURE = { scopes: DESK_SCOPES, resolvers: [DeskResolver] };
