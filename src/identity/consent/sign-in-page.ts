import { html } from 'ghtml';
import type { Language } from '../pages/language.js';
import { page } from '../pages/page.js';
import { type Persona, personaName } from './persona.js';
import { SIGN_IN_TEXT, type SignInText } from './sign-in-text.js';

export interface SignInPage {
  readonly language: Language;
  readonly personas: readonly Persona[];
  readonly csrf: string;
  /** Prefix of the form's target. */
  readonly path: string;
  /** Where the language switch leads, when that is not `path`. */
  readonly shownAt?: string;
  /** The app that waits for the customer's decision, if one does. */
  readonly appName?: string | undefined;
}

/** One button per persona, under a heading per tier: a single step, by keyboard too. */
export function signInPage({ language, personas, csrf, path, shownAt = path, appName }: SignInPage): string {
  const text = SIGN_IN_TEXT[language];
  const tiers = new Set([...Object.keys(text.tiers), ...personas.map(({ tier }) => tier)]);
  return page({
    language,
    title: text.title,
    path: shownAt,
    wide: true,
    body: html`<p><span class="badge warn">${text.badge}</span></p><h1>${text.title}</h1>
<p class="lead">${text.lead}</p>
!${appName === undefined ? '' : html`<p>${text.continueTo(appName)}</p>`}
<form method="post" action="${path}/sign-in?lang=${language}">
<input type="hidden" name="csrf" value="${csrf}">
!${[...tiers].map((tier) => personasOf(tier, personas, language)).join('')}
</form>`,
  });
}

function personasOf(tier: string, personas: readonly Persona[], language: Language): string {
  const text = SIGN_IN_TEXT[language];
  const buttons = personas.filter((persona) => persona.tier === tier);
  if (buttons.length === 0) return '';
  return html`<h2>${text.tiers[tier] ?? tier}</h2>
<ul class="personas">!${buttons.map((persona) => html`<li>!${personaButton(persona, language, text)}</li>`).join('')}</ul>`;
}

/** Spans, because a button may hold no blocks. */
function personaButton(persona: Persona, language: Language, text: SignInText): string {
  const { customerId, riskLevel } = persona;
  const story = language === 'zh' ? persona.storyZh : persona.storyEn;
  return html`<button name="persona" value="${customerId}"><strong>${personaName(persona, language)}</strong>
<span class="badge">${text.risks[riskLevel] ?? riskLevel}</span> <span class="quiet">${story}</span></button>`;
}
