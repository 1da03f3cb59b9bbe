import { randomUUID } from 'node:crypto';
import formbody from '@fastify/formbody';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { argsOf } from './args-form.js';
import { INVOKE, TOOLS } from './plugins.documents.js';
import type { PortalPorts } from './ports.js';
import { signInFirst } from './return-path.js';
import { type RunAnswer, type RunnableTool, ranBody, runBody } from './run-plugin.page.js';
import { RUN_PLUGIN_TEXT } from './run-plugin.text.js';

const PATH = '/plugins/run';
const FORM = 'run-plugin';
const NAME = /^@[a-z0-9][a-z0-9-]{0,38}\/[a-z0-9][a-z0-9-]{0,62}$/;

type Get = FastifyRequest<{ Querystring: { lang?: string; plugin?: string } }>;

interface Found {
  readonly pluginInstallations: { readonly edges: readonly { node: { name: string; version: string } }[] };
  readonly plugin: {
    readonly versions: { readonly edges: readonly { node: { version: string; tools: readonly RunnableTool[] } }[] };
  } | null;
}

/** Where a customer asks an installed plugin something, without any app. The page makes the same `invokePlugin` as every app. */
export function runPluginRoutes(ports: PortalPorts): FastifyPluginAsync {
  const { answerErrors, sessions, forms, pages, runFirstParty } = ports;
  const toolsOf = async (customerId: string, plugin: string): Promise<readonly RunnableTool[]> => {
    if (!NAME.test(plugin)) return [];
    const { pluginInstallations, plugin: found } = (await runFirstParty(customerId, TOOLS, {
      name: plugin,
    })) as unknown as Found;
    const installed = pluginInstallations.edges.find(({ node }) => node.name === plugin)?.node;
    const version = found?.versions.edges.find(({ node }) => node.version === installed?.version)?.node;
    return (version?.tools ?? []).filter(({ target }) => target === 'tool');
  };
  const send = (reply: FastifyReply, request: Get, plugin: string, body: string) => {
    const language = pages.language(request.headers, request.query.lang);
    const path = request.method === 'GET' ? request.url : `${PATH}?plugin=${encodeURIComponent(plugin)}`;
    return pages.send(
      reply,
      200,
      pages.frame({ language, title: RUN_PLUGIN_TEXT[language].title(plugin), body, path, wide: true }),
    );
  };
  return async (app) => {
    answerErrors(app);
    await app.register(formbody, { bodyLimit: 64 * 1024 });
    app.get(PATH, async (request: Get, reply) => {
      const language = pages.language(request.headers, request.query.lang);
      const session = await sessions.current(request, reply);
      if (!session) return signInFirst(pages, request, reply);
      const plugin = (request.query.plugin ?? '').slice(0, 110);
      const tools = await toolsOf(session.customerId, plugin);
      const form = { csrf: forms.token(FORM, session.uid), key: randomUUID() };
      return send(reply, request, plugin, runBody({ language, plugin, tools, ...form, words: pages }));
    });
    app.post(PATH, async (request: Get, reply) => {
      const language = pages.language(request.headers, request.query.lang);
      const session = await sessions.current(request, reply);
      if (!session) return signInFirst(pages, request, reply);
      const fields = forms.check(request, FORM, session.uid);
      const plugin = String(fields['plugin']).slice(0, 110);
      const tools = await toolsOf(session.customerId, plugin);
      const tool = tools.find(({ name }) => name === fields['tool']);
      const page = { language, plugin, words: pages };
      const form = { csrf: forms.token(FORM, session.uid), key: randomUUID() };
      if (!tool) return send(reply, request, plugin, runBody({ ...page, tools, ...form }));
      const args = argsOf(tool.argsSchema, fields);
      if (typeof args === 'string') {
        const problem = `${args}: ${RUN_PLUGIN_TEXT[language].unreadable}`;
        return send(reply, request, plugin, runBody({ ...page, tools, ...form, values: fields, problem }));
      }
      const input = { plugin, tool: tool.name, args, idempotencyKey: String(fields['key']).slice(0, 255) };
      const data = await runFirstParty(session.customerId, INVOKE, { input }).catch(asAnswer);
      return send(reply, request, plugin, ranBody({ ...page, tool, answer: data['done'] as RunAnswer }));
    });
  };
}

/** What refuses the run itself, as a budget does, is told where its result would stand. @throws what is no refusal */
function asAnswer(error: unknown): { done: RunAnswer } {
  const { message, extensions } = ((error as Error).cause ?? {}) as {
    message?: string;
    extensions?: { readonly code?: string };
  };
  const code = extensions?.code;
  if (message === undefined || code === undefined || code === 'INTERNAL') throw error;
  return { done: { result: null, disclaimer: null, run: null, userErrors: [{ code, message }] } };
}
