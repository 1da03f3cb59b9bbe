import { stableIdOf } from '../src/imports/index.js';
import type { LocalDate } from '../src/kernel/local-date.js';
import { AccountHistory, type Markets } from './account-history.js';
import { STORIES } from './stories/index.js';

export type Tier = 'HIGH_NET_WORTH' | 'POTENTIAL' | 'MASS' | 'DORMANT';
export type CustomerRisk = 'C1_LOWEST' | 'C1' | 'C2' | 'C3' | 'C4' | 'C5';

export interface PersonaAccount {
  /** Behind the persona's reference: `CASH1` of `P01` is `P01-CASH1`. */
  readonly suffix: string;
  readonly name: string;
  readonly type: 'CASH' | 'FUND' | 'OPTION' | 'PENSION';
  readonly baseCurrency: string;
  readonly openedAt: LocalDate;
  readonly commissionRate: string;
  readonly live: (history: AccountHistory) => AccountHistory;
}

/** One invented customer: nobody of this name and story exists. */
export interface PersonaStory {
  readonly ref: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly storyZh: string;
  readonly storyEn: string;
  readonly tier: Tier;
  readonly riskLevel: CustomerRisk;
  readonly baseCurrency: string;
  readonly locale: string;
  readonly birthDate: LocalDate;
  readonly onboardedAt: LocalDate;
  /** RFC 3339. */
  readonly lastLoginAt: string;
  readonly accounts: readonly PersonaAccount[];
}

/** What the sign-in page of the sandbox shows. */
export interface ListedPersona {
  readonly customerRef: string;
  readonly customerId: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly storyZh: string;
  readonly storyEn: string;
  readonly tier: Tier;
  readonly riskLevel: CustomerRisk;
  /** Both languages in one line each, for a page that shows no more. */
  readonly name: string;
  readonly description: string;
}

/** The personas in the order of the sign-in page; their customer ids are the same in every sandbox. */
export function listPersonas(): readonly ListedPersona[] {
  return STORIES.map(({ ref, nameZh, nameEn, storyZh, storyEn, tier, riskLevel }) => ({
    customerRef: ref,
    customerId: stableIdOf('customer', ref),
    nameZh,
    nameEn,
    storyZh,
    storyEn,
    tier,
    riskLevel,
    name: `${nameZh} ${nameEn}`,
    description: `${storyZh} ${storyEn}`,
  }));
}

/** A persona's account with all it has been through. */
export function livedHistory(markets: Markets, account: PersonaAccount): AccountHistory {
  return account.live(new AccountHistory(markets, account.commissionRate));
}
