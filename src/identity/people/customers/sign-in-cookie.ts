import type { FastifyReply, FastifyRequest } from 'fastify';

/** Ties a sign-in at the brokerage to the browser that began it. `Lax`, because the way back starts at another site. */
export class SignInCookie {
  readonly #name: string;
  readonly #attributes: string;

  constructor(publicUrl: string) {
    const secure = publicUrl.startsWith('https:');
    this.#name = `${secure ? '__Host-' : ''}openfolio_sign_in`;
    this.#attributes = `Path=/; HttpOnly; SameSite=Lax; Max-Age=600${secure ? '; Secure' : ''}`;
  }

  keep(reply: FastifyReply, browser: string): FastifyReply {
    reply.header('cache-control', 'no-store');
    return reply.header('set-cookie', `${this.#name}=${browser}; ${this.#attributes}`);
  }

  of(request: FastifyRequest): string | undefined {
    const prefix = `${this.#name}=`;
    const found = (request.headers.cookie ?? '').split(/; */).find((part) => part.startsWith(prefix));
    return found?.slice(prefix.length);
  }
}
