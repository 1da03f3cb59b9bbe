import type { Language } from '../pages/language.js';

/** A synthetic customer of the sandbox, in both languages; a page shows one of them. */
export interface Persona {
  readonly customerId: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly storyZh: string;
  readonly storyEn: string;
  /** Code of the service tier, e.g. `MASS`. */
  readonly tier: string;
  /** Code of what losses the customer can bear, e.g. `C3`. */
  readonly riskLevel: string;
}

export function personaName(persona: Persona, language: Language): string {
  return language === 'zh' ? persona.nameZh : persona.nameEn;
}
