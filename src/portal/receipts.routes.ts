import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { PortalPorts } from './ports.js';
import { receiptsBody, type ShownReceipt } from './receipts.page.js';
import { RECEIPTS_TEXT } from './receipts.text.js';
import { signInFirst } from './return-path.js';

const PATH = '/receipts';
const PAGE_SIZE = 20;

/** Reads by the customer's own pages are left out: they are the customer. */
const RECEIPTS = `query Receipts($after: String) {
  receipts(first: ${PAGE_SIZE}, after: $after, filter: { ownPages: false }) {
    edges { node { at appNameEn appNameZh publisherName consentedAt cause fields outcome sealedAt } }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** A cursor that we did not make is an error of the operation; here it is the newest page. */
const CURSOR = /^[\w-]{1,64}$/;

type Get = FastifyRequest<{ Querystring: { lang?: string; after?: string } }>;

/** The customer's page of all that was read: a client of the public API like any other, but for its session. */
export function receiptPageRoutes({ answerErrors, sessions, pages, runFirstParty }: PortalPorts): FastifyPluginAsync {
  return async (app) => {
    answerErrors(app);
    app.get(PATH, async (request: Get, reply) => {
      const language = pages.language(request.headers, request.query.lang);
      const session = await sessions.current(request, reply);
      if (!session) return signInFirst(pages, request, reply);
      const { after = '' } = request.query;
      const read = (from: string | null) => runFirstParty(session.customerId, RECEIPTS, { after: from });
      const older = CURSOR.test(after) ? await read(after).catch(newestInstead) : undefined;
      const data = older ?? (await read(null));
      const { edges, pageInfo } = data['receipts'] as Found;
      const body = receiptsBody({
        language,
        receipts: edges.map(({ node }) => node),
        fromNewest: older === undefined,
        olderCursor: pageInfo.hasNextPage ? pageInfo.endCursor : null,
        words: pages,
      });
      return pages.send(
        reply,
        200,
        pages.frame({ language, title: RECEIPTS_TEXT[language].title, body, path: request.url }),
      );
    });
  };
}

function newestInstead(error: unknown): undefined {
  if ((error as { code?: unknown }).code !== 'INVALID_CURSOR') throw error;
}

interface Found {
  readonly edges: readonly { node: ShownReceipt }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
