/** A customer's browser, as far as the pages need one: cookies with paths, form posts with an Origin, no automatic redirects. */
export class Browser {
  readonly #cookies = new Map<string, { name: string; value: string; path: string }>();
  readonly language: string;

  constructor(language = 'en') {
    this.language = language;
  }

  async get(url: string, headers: Record<string, string> = {}): Promise<Page> {
    return this.#send(url, { headers });
  }

  /** Posts a form from a page of the same origin; `headers` may spoil that on purpose. */
  async post(
    url: string,
    fields: readonly (readonly [string, string])[],
    headers: Record<string, string> = {},
  ): Promise<Page> {
    const origin = { origin: new URL(url).origin, 'content-type': 'application/x-www-form-urlencoded' };
    return this.#send(url, {
      method: 'POST',
      headers: { ...origin, ...headers },
      body: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString(),
    });
  }

  /** Posts JSON as a script of a page of the same origin would. */
  async postJson(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Page> {
    const origin = { origin: new URL(url).origin, 'content-type': 'application/json', accept: 'application/json' };
    return this.#send(url, { method: 'POST', headers: { ...origin, ...headers }, body: JSON.stringify(body) });
  }

  /** Follows redirects as long as they stay on the origin of `url`; the page, or the address outside that it was sent to. */
  async follow(url: string): Promise<Page> {
    const page = await this.get(url);
    const next = page.location;
    return next !== undefined && new URL(next).origin === new URL(url).origin ? this.follow(next) : page;
  }

  cookie(name: string): string | undefined {
    return [...this.#cookies.values()].find((cookie) => cookie.name === name)?.value;
  }

  async #send(url: string, init: RequestInit): Promise<Page> {
    const { pathname } = new URL(url);
    const cookie = [...this.#cookies.values()]
      .filter(({ path }) => pathname.startsWith(path))
      .map(({ name, value }) => `${name}=${value}`);
    const headers = {
      'accept-language': this.language,
      accept: 'text/html',
      ...(cookie.length > 0 ? { cookie: cookie.join('; ') } : {}),
      ...(init.headers as Record<string, string>),
    };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const header of response.headers.getSetCookie()) this.#keep(header);
    const location = response.headers.get('location');
    return new Page(
      url,
      response.status,
      response.headers,
      await response.text(),
      location === null ? undefined : new URL(location, url).href,
    );
  }

  #keep(header: string): void {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
    const name = pair.slice(0, pair.indexOf('='));
    const path = attributes.find((part) => /^path=/i.test(part))?.slice(5) ?? '/';
    const expires = attributes.find((part) => /^expires=/i.test(part))?.slice(8);
    if (expires !== undefined && Date.parse(expires) < Date.now()) this.#cookies.delete(`${name} ${path}`);
    else this.#cookies.set(`${name} ${path}`, { name, value: pair.slice(pair.indexOf('=') + 1), path });
  }
}

export class Page {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  readonly location: string | undefined;

  constructor(url: string, status: number, headers: Headers, body: string, location: string | undefined) {
    this.url = url;
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.location = location;
  }

  /** The address that the page's form posts to. */
  get action(): string {
    return new URL(unescapeHtml(/<form[^>]* action="([^"]*)"/.exec(this.body)?.[1] ?? ''), this.url).href;
  }

  /** Values of the fields with this name, as a browser would see them. */
  values(name: string): string[] {
    return [...this.body.matchAll(/<(?:input|button)[^>]*>/g)]
      .map(([tag]) => tag)
      .filter((tag) => tag.includes(` name="${name}"`))
      .map((tag) => unescapeHtml(/ value="([^"]*)"/.exec(tag)?.[1] ?? ''));
  }

  /** Buttons with this name: what they send, and what stands on them in bold, as plain text. */
  buttons(name: string): { readonly value: string; readonly title: string }[] {
    return [...this.body.matchAll(/<button([^>]*)>(.*?)<\/button>/gs)]
      .filter(([, attributes]) => attributes?.includes(` name="${name}"`))
      .map(([, attributes = '', content = '']) => ({
        value: unescapeHtml(/ value="([^"]*)"/.exec(attributes)?.[1] ?? ''),
        title: plainText(/<strong>(.*?)<\/strong>/s.exec(content)?.[1] ?? content),
      }));
  }
}

function plainText(markup: string): string {
  return unescapeHtml(markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')).trim();
}

function unescapeHtml(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code: string | undefined, name: string | undefined) =>
    code ? String.fromCodePoint(Number(code)) : (named[name ?? ''] ?? whole),
  );
}
