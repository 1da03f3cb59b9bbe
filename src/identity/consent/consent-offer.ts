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
}

/** Everything that one consent page says, in one language. What is not in here can't be granted by answering it. */
export interface ConsentOffer {
  readonly language: Language;
  readonly app: ListedApp;
  readonly appName: string;
  readonly scopes: readonly OfferedScope[];
  readonly accounts: readonly OfferedAccount[];
  /** sha256 over all texts and choices shown, stored with the grant as evidence. */
  readonly textHash: string;
}

export function makeOffer(parts: {
  language: Language;
  app: ListedApp;
  requestedScopes: readonly string[];
  accounts: readonly OfferedAccount[];
  scopeTable: ScopeTable;
}): ConsentOffer {
  const { language, app, accounts, scopeTable } = parts;
  const appName = language === 'zh' ? app.nameZh : app.nameEn;
  const scopes = parts.requestedScopes.flatMap((scope) => offeredScope(scope, language, app, scopeTable));
  const text = CONSENT_TEXT[language];
  const frame = [text, text.title(appName), CONSENT_DAYS.map((days) => text.days(days))];
  const shown = [language, app.clientId, appName, app.publisherName, app.verifiedDomain, scopes, accounts, frame];
  return {
    language,
    app,
    appName,
    scopes,
    accounts,
    textHash: createHash('sha256').update(JSON.stringify(shown)).digest('hex'),
  };
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
    },
  ];
}
