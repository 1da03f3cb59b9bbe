import { randomUUID } from 'node:crypto';
import formbody from '@fastify/formbody';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { PortalPorts } from './ports.js';
import { signInFirst } from './return-path.js';
import {
  END,
  type ListedTicket,
  MY_TICKET,
  MY_TICKETS,
  OPEN_TICKET,
  RATE,
  REOPEN,
  SAY,
  type ShownTicket,
} from './tickets.documents.js';
import { ticketBody, ticketsBody } from './tickets.page.js';
import { TICKETS_TEXT, type TicketOutcome } from './tickets.text.js';

const PATH = '/tickets';

/** What is no id at all is as little a ticket as another customer's. */
const TICKET_ID = /^tkt_[\w-]{21}[AQgw]$/;

type Get = FastifyRequest<{
  Querystring: { lang?: string; outcome?: string; after?: string };
  Params: { ticket?: string };
}>;
type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

interface Step {
  readonly document: string;
  readonly input: (fields: Fields) => Record<string, unknown>;
  readonly done: TicketOutcome;
}

const said = (fields: Fields) => ({ ticketId: fields['ticket'], text: String(fields['text'] ?? '') });
const points = (value: unknown) => (/^\d{1,2}$/.test(String(value)) ? Number(value) : null);

/** What can be posted, by the last part of its path. */
const STEPS: Readonly<Record<string, Step>> = {
  open: { document: OPEN_TICKET, input: ({ text }) => ({ text: String(text ?? '') }), done: 'OPENED' },
  reply: { document: SAY, input: said, done: 'SAID' },
  reopen: { document: REOPEN, input: said, done: 'REOPENED' },
  end: { document: END, input: ({ ticket }) => ({ ticketId: ticket, solved: true }), done: 'ENDED' },
  rate: {
    document: RATE,
    input: ({ ticket, satisfaction, recommend, comment }) => ({
      ticketId: ticket,
      satisfaction: points(satisfaction) ?? 0,
      recommend: points(recommend),
      comment: String(comment ?? '') || null,
    }),
    done: 'RATED',
  },
};

const REFUSALS: Readonly<Record<string, TicketOutcome>> = {
  TICKET_DUPLICATE: 'SAME',
  TICKET_TOO_MANY_OPEN: 'TOO_MANY',
  TOO_MANY_ATTEMPTS: 'TOO_MANY',
  TICKET_TEXT_INVALID: 'INVALID',
};

/** The customer's pages of tickets: a client of the public API like any other, but for its session. */
export function ticketPageRoutes(ports: PortalPorts): FastifyPluginAsync {
  return async (app) => {
    ports.answerErrors(app);
    await app.register(formbody, { bodyLimit: 64 * 1024 });
    const pages = new TicketPages(ports);
    app.get(PATH, (request, reply) => pages.list(request as Get, reply));
    app.get(`${PATH}/:ticket`, (request, reply) => pages.show(request as Get, reply));
    for (const [name, step] of Object.entries(STEPS))
      app.post(`${PATH}/${name}`, (request, reply) => pages.act(request as Get, reply, step));
  };
}

class TicketPages {
  readonly #ports: PortalPorts;

  constructor(ports: PortalPorts) {
    this.#ports = ports;
  }

  async list(request: Get, reply: FastifyReply): Promise<FastifyReply> {
    const { sessions, pages, runFirstParty } = this.#ports;
    const session = await sessions.current(request, reply);
    if (!session) return signInFirst(pages, request, reply);
    const after = TICKET_ID.test(request.query.after ?? '') ? request.query.after : null;
    const data = (await runFirstParty(session.customerId, MY_TICKETS, { after })) as unknown as Found;
    const { edges, pageInfo } = data.tickets;
    const common = this.#common(request, session.uid);
    const body = ticketsBody({
      ...common,
      tickets: edges.map(({ node }) => node),
      olderThan: pageInfo.hasNextPage ? pageInfo.endCursor : null,
    });
    const { title } = TICKETS_TEXT[common.language];
    return pages.send(reply, 200, pages.frame({ language: common.language, title, body, path: request.url }));
  }

  async show(request: Get, reply: FastifyReply): Promise<FastifyReply> {
    const { sessions, pages, runFirstParty } = this.#ports;
    const session = await sessions.current(request, reply);
    if (!session) return signInFirst(pages, request, reply);
    const { ticket: id = '' } = request.params;
    const data = TICKET_ID.test(id) ? await runFirstParty(session.customerId, MY_TICKET, { id }) : {};
    const ticket = (data['ticket'] ?? null) as ShownTicket | null;
    if (!ticket) return this.#to(request, reply, PATH);
    const common = this.#common(request, session.uid);
    const body = ticketBody({ ...common, ticket });
    const frame = { language: common.language, title: ticket.subject, body, path: request.url };
    return pages.send(reply, 200, pages.frame(frame));
  }

  async act(request: Get, reply: FastifyReply, { document, input, done }: Step): Promise<FastifyReply> {
    const { sessions, forms, pages } = this.#ports;
    const session = await sessions.current(request, reply);
    if (!session) return signInFirst(pages, request, reply);
    const fields = forms.check(request, 'tickets', session.uid);
    const on = String(fields['ticket'] ?? '');
    if (on !== '' && !TICKET_ID.test(on)) return this.#to(request, reply, PATH);
    const idempotencyKey = String(fields['key'] ?? '') || null;
    const { ticketId, refusal } = await this.#run(session.customerId, document, { ...input(fields), idempotencyKey });
    const id = ticketId ?? on;
    return this.#to(request, reply, id === '' ? PATH : `${PATH}/${id}`, refusal ?? done);
  }

  /** Refusals that a person can do something about become a notice; others are errors of the page. */
  async #run(customerId: string, document: string, input: Record<string, unknown>): Promise<Acted> {
    try {
      const data = await this.#ports.runFirstParty(customerId, document, { input });
      const { ticket, userErrors } = data['done'] as { ticket: { id: string } | null; userErrors: { code: string }[] };
      const [error] = userErrors;
      return { ticketId: ticket?.id, refusal: error && (REFUSALS[error.code] ?? 'LATE') };
    } catch (error) {
      const refusal = REFUSALS[String((error as { code?: unknown }).code)];
      if (!refusal) throw error;
      return { ticketId: undefined, refusal };
    }
  }

  #common(request: Get, uid: string) {
    const { forms, pages } = this.#ports;
    const language = pages.language(request.headers, request.query.lang);
    const { outcome = '' } = request.query;
    const notice = Object.hasOwn(TICKETS_TEXT[language].notices, outcome) ? (outcome as TicketOutcome) : undefined;
    return { language, notice, csrf: forms.token('tickets', uid), key: randomUUID(), words: pages };
  }

  /** 303, so that reloading the page repeats nothing. */
  #to(request: Get, reply: FastifyReply, path: string, outcome?: TicketOutcome): FastifyReply {
    const language = this.#ports.pages.language(request.headers, request.query.lang);
    const told = outcome ? `&outcome=${outcome}` : '';
    return reply.header('cache-control', 'no-store').redirect(`${path}?lang=${language}${told}`, 303);
  }
}

interface Acted {
  readonly ticketId: string | undefined;
  readonly refusal: TicketOutcome | undefined;
}

interface Found {
  readonly tickets: {
    readonly edges: readonly { readonly node: ListedTicket }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}
