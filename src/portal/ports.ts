import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** What the pages need from the platform; compose.ts gives it. The portal itself reaches no table and no use-case. */
export interface PortalPorts {
  /** Runs a document as the customer's own session, through the pipeline like everyone else. */
  readonly runFirstParty: (
    customerId: string,
    document: string,
    variables?: Readonly<Record<string, unknown>>,
  ) => Promise<Record<string, unknown>>;
  readonly sessions: {
    current(request: FastifyRequest, reply: FastifyReply): Promise<{ customerId: string; uid: string } | undefined>;
    begin(request: FastifyRequest, reply: FastifyReply, customerId: string): Promise<void>;
    end(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  };
  /** Tokens that tie a form to our page and session; `check` throws when a post did not come from there. */
  readonly forms: {
    token(purpose: string, sessionUid: string): string;
    check(
      request: FastifyRequest,
      purpose: string,
      sessionUid: string,
    ): Readonly<Record<string, string | readonly string[] | undefined>>;
  };
  readonly pages: PagePorts;
  /** Makes refusals in this scope into pages. */
  readonly answerErrors: (app: FastifyInstance) => void;
  /** Where a customer signs in, when that is a page of its own: the brokerage's, in live mode. */
  readonly signInPath?: string | undefined;
  /** Synthetic customers to sign in as; left out in live mode. */
  readonly listPersonas?: () => Promise<readonly Persona[]>;
  readonly platform: PlatformFacts;
}

/** What anybody may know of this platform. */
export interface PlatformFacts {
  readonly mode: 'sandbox' | 'live';
  /** Origin without a trailing slash. */
  readonly publicUrl: string;
}

/** A synthetic customer, as the sign-in page shows one. */
export interface Persona {
  readonly customerId: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly storyZh: string;
  readonly storyEn: string;
  readonly tier: string;
  readonly riskLevel: string;
}

export type Language = 'zh' | 'en';

export interface PagePorts {
  frame(content: { language: Language; title: string; body: string; path?: string; wide?: boolean }): string;
  signIn(options: {
    language: Language;
    personas: readonly Persona[];
    csrf: string;
    path: string;
    shownAt: string;
  }): string;
  send(reply: FastifyReply, status: number, markup: string): FastifyReply;
  /** The page of an error code. */
  sendError(reply: FastifyReply, status: number, code: string): FastifyReply;
  /** Markup of a day, from RFC 3339. */
  day(language: Language, instant: string): string;
  /** Markup of a day with hour, minute and zone, from RFC 3339. */
  minute(language: Language, instant: string): string;
  /** Markup of a name's first letter. */
  monogram(name: string): string;
  readonly icons: Readonly<Record<'verified' | 'disconnected', string>>;
  /** The address of a page that says: a form was sent when its session had ended. */
  interrupted(path: string): string;
  language(headers: FastifyRequest['headers'], chosen: unknown): Language;
}
