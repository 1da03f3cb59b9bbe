import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { myDataBody, type ShownRequest, type ShownRetention } from './my-data.page.js';
import { MY_DATA_TEXT, type MyDataOutcome } from './my-data.text.js';
import type { PortalPorts } from './ports.js';
import { signInFirst } from './return-path.js';

const PATH = '/my-data';

const MY_DATA = `query MyData {
  privacyRequests(first: 20) { edges { node { id kind state requestedAt dueAt reason outcomes { dataKind outcome affected } } } }
  retention { kind titleEn titleZh keep fromEn fromZh law lawZh }
  unmaskings(first: 20) { edges { node { at reason } } }
}`;

const REQUEST = `mutation RequestPrivacy($input: RequestPrivacyInput!) { requestPrivacy(input: $input) { userErrors { code } } }`;

const CANCEL = `mutation CancelPrivacyRequest($input: PrivacyRequestIdInput!) { cancelPrivacyRequest(input: $input) { userErrors { code } } }`;

const PART = `query ExportPart($id: ID!, $after: String) {
  privacyRequest(id: $id) { parts(first: 1, after: $after) { edges { node { section content } } pageInfo { hasNextPage endCursor } } }
}`;

/** What is no id at all would be an error of the operation; here it is as little a request as another customer's. */
const REQUEST_ID = /^pvr_[\w-]{21}[AQgw]$/;
const KINDS = new Set(['EXPORT', 'ERASURE']);

type Get = FastifyRequest<{ Querystring: { lang?: string; outcome?: string; request?: string } }>;

/** The customer's page about their own data: a client of the public API like any other, but for its session. */
export function myDataRoutes(ports: PortalPorts): FastifyPluginAsync {
  return async (app: FastifyInstance) => {
    ports.answerErrors(app);
    await app.register(formbody, { bodyLimit: 16 * 1024 });
    const steps = new MyData(ports);
    app.get(PATH, (request, reply) => steps.show(request as Get, reply));
    app.get(`${PATH}/export`, (request, reply) => steps.download(request as Get, reply));
    app.post(`${PATH}/request`, (request, reply) => steps.ask(request as Get, reply));
    app.post(`${PATH}/cancel`, (request, reply) => steps.cancel(request as Get, reply));
  };
}

class MyData {
  readonly #ports: PortalPorts;

  constructor(ports: PortalPorts) {
    this.#ports = ports;
  }

  async show(request: Get, reply: FastifyReply): Promise<FastifyReply> {
    const { sessions, forms, pages, runFirstParty } = this.#ports;
    const language = pages.language(request.headers, request.query.lang);
    const session = await sessions.current(request, reply);
    if (!session) return this.#toSignIn(request, reply);
    const data = (await runFirstParty(session.customerId, MY_DATA)) as unknown as Found;
    const { title, notices } = MY_DATA_TEXT[language];
    const { outcome = '' } = request.query;
    const body = myDataBody({
      language,
      requests: data.privacyRequests.edges.map(({ node }) => node),
      retention: data.retention,
      unmaskings: data.unmaskings.edges.map(({ node }) => node),
      csrf: forms.token('my-data', session.uid),
      notice: Object.hasOwn(notices, outcome) ? (outcome as MyDataOutcome) : undefined,
      words: pages,
    });
    return pages.send(reply, 200, pages.frame({ language, title, body, path: request.url }));
  }

  /** The pages of an export as one JSON file, read part by part through the pipeline. */
  async download(request: Get, reply: FastifyReply): Promise<FastifyReply> {
    const session = await this.#ports.sessions.current(request, reply);
    const { request: id = '' } = request.query;
    if (!session || !REQUEST_ID.test(id)) return this.#toSignIn(request, reply);
    const first = await this.#part(session.customerId, id, null);
    if (!first) return this.#back(request, reply);
    const parts: string[] = [];
    for (let part: Part | undefined = first; part; ) {
      parts.push(`{"section":${JSON.stringify(part.section)},"data":${part.content}}`);
      part = part.next === null ? undefined : await this.#part(session.customerId, id, part.next);
    }
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="my-data.json"')
      .type('application/json; charset=utf-8')
      .send(`[${parts.join(',\n')}]\n`);
  }

  ask(request: Get, reply: FastifyReply): Promise<FastifyReply> {
    return this.#act(request, reply, async (customerId, fields) => {
      const kind = String(fields['kind']);
      if (!KINDS.has(kind)) return undefined;
      const data = await this.#ports.runFirstParty(customerId, REQUEST, { input: { kind } });
      return refused(data['requestPrivacy']) ? 'OPEN' : 'ASKED';
    });
  }

  cancel(request: Get, reply: FastifyReply): Promise<FastifyReply> {
    return this.#act(request, reply, async (customerId, fields) => {
      const id = String(fields['request']);
      if (!REQUEST_ID.test(id)) return 'TOO_LATE';
      const data = await this.#ports.runFirstParty(customerId, CANCEL, { input: { id } });
      return refused(data['cancelPrivacyRequest']) ? 'TOO_LATE' : 'CANCELLED';
    });
  }

  async #act(
    request: Get,
    reply: FastifyReply,
    act: (customerId: string, fields: Readonly<Record<string, unknown>>) => Promise<MyDataOutcome | undefined>,
  ): Promise<FastifyReply> {
    const { sessions, forms } = this.#ports;
    const session = await sessions.current(request, reply);
    if (!session) return this.#toSignIn(request, reply);
    const fields = forms.check(request, 'my-data', session.uid);
    return this.#back(request, reply, await act(session.customerId, fields));
  }

  async #part(customerId: string, id: string, after: string | null): Promise<Part | undefined> {
    const data = await this.#ports.runFirstParty(customerId, PART, { id, after });
    const found = data['privacyRequest'] as { parts: Connection<{ section: string; content: string }> } | null;
    const node = found?.parts.edges[0]?.node;
    if (!found || !node) return undefined;
    const { hasNextPage, endCursor } = found.parts.pageInfo;
    return { ...node, next: hasNextPage ? endCursor : null };
  }

  #toSignIn(request: Get, reply: FastifyReply): FastifyReply {
    return signInFirst(this.#ports.pages, request, reply);
  }

  /** 303, so that reloading the page repeats nothing. */
  #back(request: Get, reply: FastifyReply, outcome?: MyDataOutcome): FastifyReply {
    const language = this.#ports.pages.language(request.headers, request.query.lang);
    const told = outcome ? `&outcome=${outcome}` : '';
    return reply.header('cache-control', 'no-store').redirect(`${PATH}?lang=${language}${told}`, 303);
  }
}

function refused(payload: unknown): boolean {
  return (payload as { userErrors: readonly unknown[] }).userErrors.length > 0;
}

interface Part {
  readonly section: string;
  readonly content: string;
  readonly next: string | null;
}

interface Connection<T> {
  readonly edges: readonly { readonly node: T }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface Found {
  readonly privacyRequests: { readonly edges: readonly { readonly node: ShownRequest }[] };
  readonly retention: readonly ShownRetention[];
  readonly unmaskings: { readonly edges: readonly { readonly node: { at: string; reason: string } }[] };
}
