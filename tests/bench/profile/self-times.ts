/** V8's CPU profile, what of it is read here. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
}

/** Self time in microseconds per request. */
export interface SelfTimes {
  readonly parts: ReadonlyMap<string, number>;
  readonly functions: ReadonlyMap<string, number>;
}

/** By the address of a function's file; the first match wins. */
const PARTS: readonly (readonly [part: string, file: RegExp])[] = [
  ['token and proof', /src\/identity\/access\/(?!grant-store)|node_modules\/jose\//],
  ['plan and pipeline', /src\/operation\//],
  ['graphql-js', /node_modules\/(graphql|type-graphql)\//],
  ['reach and SQL protocol', /src\/storage\/|node_modules\/pg/],
  ['record of reads', /src\/audit\//],
  ['meter and grants', /src\/metering\/|grant-store/],
  ['ids', /src\/kernel\/ids|node_modules\/uuid/],
  ['Apollo', /node_modules\/(@apollo|@as-integrations|negotiator|whatwg)|src\/gateway\/graphql\//],
  ['metrics', /node_modules\/prom-client|src\/gateway\/http\/metrics/],
  ['log', /node_modules\/(pino|sonic-boom|thread-stream)|src\/kernel\/log/],
  [
    'Fastify and its hooks',
    /node_modules\/(fastify|@fastify|find-my-way|avvio|secure-json|light-my|reusify|toad-cache|helmet)|src\/gateway\/http\/|src\/compose/,
  ],
  ['raw server', /tests\/bench\/raw\//],
  ['module loader', /node:internal\/modules|node_modules\/tsx/],
  ['HTTP and sockets of Node', /^node:/],
];

/** Node's own parts that work for whoever calls them: their time is the caller's. */
const BORROWED =
  /^node:(internal\/(crypto|buffer|url|util|validators|errors)|buffer|crypto|url|querystring|async_hooks)/;

const NOT_BUSY = new Set(['(idle)', '(program)', '(root)']);

export function selfTimes(profile: CpuProfile, requests: number): SelfTimes {
  const tree = new CallTree(profile.nodes);
  const parts = new Map<string, number>();
  const functions = new Map<string, number>();
  profile.samples.forEach((id, at) => {
    const node = tree.node(id);
    if (!node || NOT_BUSY.has(node.callFrame.functionName) || /inspector/.test(node.callFrame.url)) return;
    const us = (profile.timeDeltas[at] ?? 0) / requests;
    add(parts, tree.partOf(node), us);
    add(functions, tree.nameOf(node), us);
  });
  return { parts, functions };
}

class CallTree {
  readonly #nodes: ReadonlyMap<number, ProfileNode>;
  readonly #parents: ReadonlyMap<number, number>;

  constructor(nodes: readonly ProfileNode[]) {
    this.#nodes = new Map(nodes.map((node) => [node.id, node]));
    this.#parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  }

  node(id: number): ProfileNode | undefined {
    return this.#nodes.get(id);
  }

  partOf(node: ProfileNode): string {
    if (node.callFrame.functionName === '(garbage collector)') return 'garbage collection';
    const url = this.#placed(node)?.callFrame.url ?? '';
    return PARTS.find(([, file]) => file.test(url))?.[0] ?? 'other';
  }

  nameOf(node: ProfileNode): string {
    const { functionName, url, lineNumber } = node.callFrame;
    if (url !== '') return `${functionName || '(anonymous)'} ${short(url)}:${lineNumber + 1}`;
    const caller = this.#parent(node)?.callFrame;
    return caller && caller.functionName !== '(root)' ? `${functionName} ← ${caller.functionName}` : functionName;
  }

  /** The node itself or its nearest caller that has a file of its own. */
  #placed(node: ProfileNode): ProfileNode | undefined {
    let placed: ProfileNode | undefined = node;
    while (placed && (placed.callFrame.url === '' || BORROWED.test(placed.callFrame.url)))
      placed = this.#parent(placed);
    return placed;
  }

  #parent(node: ProfileNode): ProfileNode | undefined {
    return this.#nodes.get(this.#parents.get(node.id) ?? -1);
  }
}

function short(url: string): string {
  return url.replace(/^file:\/\/.*?\/((node_modules|src|tests)\/.*)$/, '$1');
}

function add(to: Map<string, number>, key: string, us: number): void {
  to.set(key, (to.get(key) ?? 0) + us);
}
