import { html } from 'ghtml';
import { type ArgsSchema, argFields, type FormFields } from './args-form.js';
import type { Language, PagePorts } from './ports.js';
import { resultMarkup } from './result-markup.js';
import { RUN_PLUGIN_TEXT, type RunPluginText } from './run-plugin.text.js';

export interface RunnableTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly disclaimer: string;
  readonly target: string;
  readonly argsSchema: ArgsSchema;
}

export interface RunAnswer {
  readonly result: unknown;
  readonly disclaimer: string | null;
  readonly run: {
    readonly version: string;
    readonly asOf: string;
    readonly receipt: string | null;
    readonly proposals: readonly unknown[];
  } | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

interface RunPage {
  readonly language: Language;
  readonly plugin: string;
  readonly words: Pick<PagePorts, 'monogram' | 'minute'>;
}

/** What an installed plugin can be asked, a form for each tool. */
export function runBody(
  page: RunPage & {
    readonly tools: readonly RunnableTool[];
    readonly csrf: string;
    /** Names the run, so that a repeated post is the same one. */
    readonly key: string;
    readonly values?: FormFields;
    readonly problem?: string | undefined;
  },
): string {
  const { tools, problem } = page;
  const text = RUN_PLUGIN_TEXT[page.language];
  const told = problem === undefined ? '' : html`<p class="notice warn" role="alert">${problem}</p>`;
  if (tools.length === 0) return html`!${head(page, text)}<p>${text.notHere}</p>!${links(page, text)}`;
  return html`!${head(page, text)}!${told}<p>${text.lead}</p>!${tools.map((tool) => toolCard(tool, page, text)).join('')}!${links(page, text)}`;
}

function toolCard(
  tool: RunnableTool,
  { language, plugin, csrf, key, values = {} }: Parameters<typeof runBody>[0],
  text: RunPluginText,
): string {
  const hidden = Object.entries({ csrf, plugin, tool: tool.name, key: `${key}-${tool.name}` }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const given = values['tool'] === tool.name ? values : {};
  return html`<section class="card"><h2>${tool.title}</h2><p>${tool.description}</p><p class="quiet">${tool.disclaimer}</p>
<form method="post" action="/plugins/run?lang=${language}">!${hidden.join('')}!${argFields(tool.argsSchema, { tool: tool.name, values: given, text })}<div class="actions"><button>${text.run}</button></div></form></section>`;
}

/** What came of one run. */
export function ranBody(page: RunPage & { readonly tool: RunnableTool; readonly answer: RunAnswer }): string {
  const { language, plugin, tool, answer, words } = page;
  const text = RUN_PLUGIN_TEXT[language];
  const [error] = answer.userErrors;
  const again = html`<p><a href="/plugins/run?plugin=${encodeURIComponent(plugin)}&lang=${language}">${text.again}</a></p>`;
  if (error || !answer.run)
    return html`!${head(page, text)}<p class="notice warn" role="alert">${text.noResult} ${error?.message ?? ''}</p>!${again}!${links(page, text)}`;
  const { run, disclaimer, result } = answer;
  const proposed =
    run.proposals.length === 0
      ? ''
      : html`<p class="notice">${text.proposed} <a href="/plugins?lang=${language}">${text.decide}</a></p>`;
  return html`!${head(page, text)}!${proposed}
<section class="card"><h2>${tool.title}: ${text.result}</h2><p class="quiet">!${words.minute(language, run.asOf)} · ${run.version}</p>!${resultMarkup(result, text)}<p class="quiet">${disclaimer ?? ''}</p></section>
<details class="card"><summary><strong>${text.proof}</strong></summary><p class="quiet">${text.proofNote}</p><pre>${run.receipt ?? ''}</pre></details>
!${again}!${links(page, text)}`;
}

function head({ plugin, words }: RunPage, text: RunPluginText): string {
  return html`<div class="who">!${words.monogram(plugin.split('/')[1] ?? plugin)}<div><h1>${text.title(plugin)}</h1></div></div>`;
}

function links({ language }: RunPage, text: RunPluginText): string {
  return html`<p><a href="/plugins?lang=${language}">${text.all}</a></p>`;
}
