import { html } from 'ghtml';
import type { RunPluginText } from './run-plugin.text.js';

/** More would be a page that nobody reads; the whole of it is in the receipt's run. */
const ROWS_MAX = 200;

type Row = Readonly<Record<string, unknown>>;

/** Any result, without knowing the plugin: names with their values, rows of alike things as a table. */
export function resultMarkup(value: unknown, text: RunPluginText): string {
  if (Array.isArray(value)) return listMarkup(value as readonly unknown[], text);
  if (isRow(value)) {
    const items = Object.entries(value).map(
      ([name, part]) => html`<dt>${name}</dt><dd>!${resultMarkup(part, text)}</dd>`,
    );
    return html`<dl>!${items.join('')}</dl>`;
  }
  return html`${plain(value, text)}`;
}

function listMarkup(all: readonly unknown[], text: RunPluginText): string {
  if (all.length === 0) return html`${text.none}`;
  const shown = all.slice(0, ROWS_MAX);
  const rest = all.length > shown.length ? html`<p class="quiet">+ ${all.length - shown.length}</p>` : '';
  const rows = shown.filter((item): item is Row => isRow(item) && Object.values(item).every(isPlain));
  if (rows.length === shown.length) return html`!${tableMarkup(rows, text)}!${rest}`;
  return html`<ul>!${shown.map((item) => html`<li>!${resultMarkup(item, text)}</li>`).join('')}</ul>!${rest}`;
}

/** It scrolls by itself where it is wider than the page, also by keyboard. */
function tableMarkup(rows: readonly Row[], text: RunPluginText): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const head = names.map((name) => html`<th scope="col">${name}</th>`).join('');
  const body = rows.map(
    (row) => html`<tr>!${names.map((name) => html`<td>${plain(row[name], text)}</td>`).join('')}</tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${names.join(', ')}"><table><thead><tr>!${head}</tr></thead><tbody>!${body.join('')}</tbody></table></div>`;
}

function plain(value: unknown, text: RunPluginText): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return value ? text.yes : text.no;
  if (Array.isArray(value)) return value.map((item) => plain(item, text)).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isPlain(value: unknown): boolean {
  return !isRow(value) && (!Array.isArray(value) || value.every((item) => !isRow(item) && !Array.isArray(item)));
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
