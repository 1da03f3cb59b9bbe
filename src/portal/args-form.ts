import { html } from 'ghtml';
import type { RunPluginText } from './run-plugin.text.js';

/** What the form of a tool is made of: the part of its `argsSchema` that a form can show. */
export interface ArgsSchema {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, ArgSchema>>;
}

interface ArgSchema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

export type FormFields = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A field for each argument; lists and objects are written as JSON. What is left empty is left out. */
export function argFields(
  { properties = {}, required = [] }: ArgsSchema,
  { tool, values, text }: { tool: string; values: FormFields; text: RunPluginText },
): string {
  const fields = Object.entries(properties).map(([name, schema]) => {
    const id = `${tool}-${name}`;
    const needed = required.includes(name);
    const value = [values[`arg.${name}`] ?? ''].flat()[0] ?? '';
    const note = html`<p class="quiet" id="${id}-note">${schema.description ?? ''}${isJson(schema) ? ` (${text.asJson})` : ''}</p>`;
    const about = html`id="${id}" name="arg.${name}" aria-describedby="${id}-note"!${needed ? ' required' : ''}`;
    return html`<div class="field"><label for="${id}">${schema.title ?? name}${needed ? '' : ` (${text.optional})`}</label>!${note}!${control(schema, { about, value, text, needed })}</div>`;
  });
  return fields.join('');
}

function control(
  schema: ArgSchema,
  { about, value, text, needed }: { about: string; value: string; text: RunPluginText; needed: boolean },
): string {
  const choices =
    schema.type === 'boolean'
      ? [
          ['true', text.yes],
          ['false', text.no],
        ]
      : schema.enum?.map((choice) => [String(choice), String(choice)]);
  if (choices) {
    const nothing = needed ? '' : html`<option value="">${text.choose}</option>`;
    const options = choices.map(
      ([of = '', label]) => html`<option value="${of}"!${of === value ? ' selected' : ''}>${label}</option>`,
    );
    return html`<select !${about}>!${nothing}!${options.join('')}</select>`;
  }
  if (isJson(schema)) return html`<textarea !${about} rows="3">${value}</textarea>`;
  const kind = schema.format === 'date' ? 'date' : isNumber(schema) ? 'number' : 'text';
  const least = schema.minimum === undefined ? '' : html` min="${schema.minimum}"`;
  const most = schema.maximum === undefined ? '' : html` max="${schema.maximum}"`;
  const step = schema.type === 'number' ? ' step="any"' : '';
  return html`<input !${about} type="${kind}" value="${value}"!${least}!${most}!${step}>`;
}

/** @returns the arguments, or the name of the field whose JSON can't be read */
export function argsOf({ properties = {} }: ArgsSchema, fields: FormFields): Record<string, unknown> | string {
  const args: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(properties)) {
    const value = [fields[`arg.${name}`] ?? ''].flat()[0]?.trim() ?? '';
    if (value === '') continue;
    const parsed = valueOf(schema, value);
    if (parsed === undefined) return name;
    args[name] = parsed;
  }
  return args;
}

function valueOf(schema: ArgSchema, text: string): unknown {
  if (isNumber(schema)) return Number(text);
  if (schema.type === 'boolean') return text === 'true';
  if (schema.enum) return schema.enum.find((choice) => String(choice) === text) ?? text;
  if (!isJson(schema)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isNumber({ type }: ArgSchema): boolean {
  return type === 'number' || type === 'integer';
}

function isJson({ type, enum: choices }: ArgSchema): boolean {
  return choices === undefined && (type === 'array' || type === 'object' || type === undefined);
}
