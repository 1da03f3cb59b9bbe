import { html } from 'ghtml';
import type { Language } from '../pages/language.js';
import { page } from '../pages/page.js';

/** A synthetic customer of the sandbox. */
export interface Persona {
  readonly customerId: string;
  readonly name: string;
  readonly description: string;
}

const TITLE = { zh: '登录沙盒：选择一位模拟客户', en: 'Sandbox sign-in: choose a synthetic customer' };
const NOTE = {
  zh: '沙盒中没有真实客户，也不需要密码。',
  en: 'Nobody here is real, so there is no password.',
};

/** One button per persona: a single step, by keyboard too. */
export function signInPage(options: {
  language: Language;
  personas: readonly Persona[];
  csrf: string;
  path: string;
}): string {
  const { language, personas, csrf, path } = options;
  return page({
    language,
    title: TITLE[language],
    path,
    body: html`<h1>${TITLE[language]}</h1><p>${NOTE[language]}</p>
<form method="post" action="${path}/sign-in?lang=${language}">
<input type="hidden" name="csrf" value="${csrf}">
!${personas.map(personaButton).join('')}
</form>`,
  });
}

function personaButton({ customerId, name, description }: Persona): string {
  return html`<button class="plain wide" name="persona" value="${customerId}"><strong>${name}</strong><br>${description}</button>`;
}
