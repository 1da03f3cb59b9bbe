import { html } from 'ghtml';

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'password';
  readonly value?: string | undefined;
  readonly autocomplete?: string;
  readonly hint?: string;
  /** Where the name stands several times on a page. */
  readonly id?: string;
}

/** A labelled field. Its hint is read out with it; a password is never filled in by us. */
export function field(about: Field): string {
  const { name, label, type = 'text', value = '', autocomplete = 'off', hint, id = name } = about;
  const described = hint === undefined ? '' : html`aria-describedby="${id}-hint"`;
  const note = hint === undefined ? '' : html`<span class="quiet" id="${id}-hint">${hint}</span>`;
  return html`<p class="field"><label for="${id}">${label}</label><input id="${id}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" required !${described}>!${note}</p>`;
}

/** @param content.body markup of fields */
export function form(content: { action: string; csrf: string; body: string; button: string; plain?: boolean }): string {
  const { action, csrf, body, button, plain } = content;
  return html`<form method="post" action="${action}"><input type="hidden" name="csrf" value="${csrf}">
!${body}
<div class="actions"><button !${plain ? 'class="plain"' : ''}>${button}</button></div></form>`;
}

/** What was wrong, read out at once. */
export function alert(text: string | undefined): string {
  return text === undefined ? '' : html`<p class="notice bad" role="alert">${text}</p>`;
}
