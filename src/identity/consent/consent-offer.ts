import { createHash } from 'node:crypto';
import type { ScopeTable } from '../../operation/schema/scope-table.js';
import type { ListedApp } from '../apps/app-directory.js';
import { CONSENT_DAYS } from '../grants/give-consent.js';
import type { Language } from '../pages/language.js';
import { CONSENT_TEXT } from './consent-text.js';
import type { OfferedAccount } from './customer-accounts.js';

export interface OfferedScope {
  readonly scope: string;
  readonly title: string;
  readonly plain: string;
  /** Why the app wants it, in its own words; null when it did not say. */
  readonly purpose: string | null;
  readonly sensitive: boolean;
  readonly perAccount: boolean;
}

/** Everything that one consent page says, in one language. What is not in here can't be granted by answering it. */
export interface ConsentOffer {
  readonly language: Language;
  readonly app: ListedApp;
  readonly appName: string;
  readonly scopes: readonly OfferedScope[];
  readonly accounts: readonly OfferedAccount[];
  /** Host that the browser goes back to with the answer, or the scheme of an installed app. */
  readonly returnTo: string;
  /** sha256 over all texts and choices shown, stored with the grant as evidence. */
  readonly textHash: string;
}

export function makeOffer(parts: {
  language: Language;
  app: ListedApp;
  requestedScopes: readonly string[];
  accounts: readonly OfferedAccount[];
  redirectUri: string;
  scopeTable: ScopeTable;
}): ConsentOffer {
  const { language, app, accounts, scopeTable } = parts;
  const redirectUri = new URL(parts.redirectUri);
  const returnTo = redirectUri.host || redirectUri.protocol;
  const appName = language === 'zh' ? app.nameZh : app.nameEn;
  const scopes = parts.requestedScopes.flatMap((scope) => offeredScope(scope, language, app, scopeTable));
  const shown = [app.clientId, app.verifiedDomain, scopes, accounts, frameOf(language, app, appName, returnTo)];
  return {
    language,
    app,
    appName,
    scopes,
    accounts,
    returnTo,
    textHash: createHash('sha256').update(JSON.stringify(shown)).digest('hex'),
  };
}

/** The page's own words, with the names that stand in them; functions would be lost in the JSON. */
function frameOf(language: Language, app: ListedApp, appName: string, returnTo: string): unknown[] {
  const text = CONSENT_TEXT[language];
  const { publisherName } = app;
  const named = [text.title(appName), text.publisher(publisherName), text.responsible(publisherName)];
  return [language, text, named, text.returnTo(returnTo), CONSENT_DAYS.map((days) => text.days(days))];
}

function offeredScope(scope: string, language: Language, app: ListedApp, scopeTable: ScopeTable): OfferedScope[] {
  const definition = scopeTable[scope];
  if (!definition) return [];
  const chinese = language === 'zh';
  return [
    {
      scope,
      title: chinese ? definition.titleZh : definition.titleEn,
      plain: chinese ? definition.plainZh : definition.plainEn,
      purpose: app.purposes[scope]?.[language] ?? null,
      sensitive: definition.sensitive,
      perAccount: definition.perAccount === true,
    },
  ];
}
