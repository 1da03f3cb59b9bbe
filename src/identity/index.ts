export * from './access/index.js';
export { AllowScopes, type ScopeAllowance } from './apps/allow-scopes.js';
export type { AppStatus, Purposes } from './apps/app.entity.js';
export { AppDirectory } from './apps/app-directory.js';
export { type AppUseCases, appUseCases } from './apps/app-use-cases.js';
export { type AppsCommandParts, addAppsCommand } from './apps/apps.command.js';
export { AppsResolver } from './apps/apps.resolver.js';
export { ChangeAppStatus } from './apps/change-app-status.js';
export { type PublicKeySet, publicKeySet, refusalOfKeys } from './apps/client-keys.js';
export { destroyTokens } from './apps/destroy-tokens.js';
export { openIdentityOrm } from './apps/identity-orm.js';
export {
  type AppRegistration,
  RegisterApp,
  type RegisteredApp,
  type RegistrationOutcome,
} from './apps/register-app.js';
export { type Invitation, InviteApp } from './apps/registration/invite-app.js';
export { ManageClient } from './apps/registration/manage-client.js';
export { RegisterClient } from './apps/registration/register-client.js';
export type { Persona } from './consent/persona.js';
export { FIRST_PARTY_APP, FirstPartyAccess, type RunFirstParty } from './first-party.js';
export { announceExpiring } from './grants/announce-expiring.js';
export { consentAddresses } from './grants/consent-addresses.js';
export { CONSENT_DAYS } from './grants/consent-terms.js';
export { GiveConsent } from './grants/give-consent.js';
export { GrantsResolver } from './grants/grants.resolver.js';
export { ReconfirmGrant } from './grants/reconfirm-grant.js';
export { type RevokedBy, RevokeGrant } from './grants/revoke-grant.js';
export { StandingGrants } from './grants/standing-grants.js';
export { IDENTITY_ERRORS, identityError } from './identity.errors.js';
export type { IdentityEvents } from './identity.events.js';
export { IDENTITY_FEATURE } from './identity.feature.js';
export { IDENTITY_SCOPES } from './identity.scopes.js';
export { type IdentityRoutesDependencies, identityRoutes } from './identity-routes.js';
export { pagesWithSession } from './pages-with-session.js';
export * from './people/index.js';
export { AuthorizationServer, type AuthorizationServerOptions } from './server/authorization-server.js';
export { type CustomerSession, CustomerSessions } from './server/customer-sessions.js';
export { addKeysCommand, type KeysCommandParts } from './server/keys.command.js';
export { purgeExpired } from './server/oidc-store.js';
export { SigningKeys } from './server/signing-keys.js';
export { Upkeep } from './upkeep.js';
