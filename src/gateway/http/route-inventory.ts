import type { FastifyInstance } from 'fastify';

interface Route {
  readonly pattern: string;
  readonly methods: Set<string>;
  readonly matches: RegExp;
}

/** Every route of a server: answers "is another method served here?" and lets a test compare all routes with a known list. */
export class RouteInventory {
  readonly #routes = new Map<string, Route>();

  /** Must be called before the first route is added. */
  watch(server: FastifyInstance): void {
    server.addHook('onRoute', ({ url, method }) => {
      const route = this.#routes.get(url) ?? { pattern: url, methods: new Set<string>(), matches: asExpression(url) };
      for (const name of [method].flat()) route.methods.add(name);
      this.#routes.set(url, route);
    });
  }

  /** Methods served at this path, sorted; none when nothing is served there. */
  methodsAt(path: string): string[] {
    const matching = [...this.#routes.values()].filter((route) => route.pattern !== '*' && route.matches.test(path));
    return [...new Set(matching.flatMap((route) => [...route.methods]))].sort();
  }

  /** `METHOD pattern`, sorted. */
  list(): string[] {
    return [...this.#routes.values()]
      .flatMap((route) => [...route.methods].map((method) => `${method} ${route.pattern}`))
      .sort();
  }
}

function asExpression(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/:[A-Za-z_]\w*/g, '[^/]+').replaceAll('*', '.*')}$`);
}
