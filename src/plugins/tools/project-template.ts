import type { PluginManifest } from '../package/manifest.js';

export interface TemplateValues {
  readonly name: string;
  readonly engineDigest: string;
  readonly today: string;
}

/** A tool that adds up cash by currency: small, and with everything that a tool has. */
export function projectTemplate(values: TemplateValues): Readonly<Record<string, string>> {
  return {
    'manifest.json': json(manifest(values)),
    'queries/cash-by-currency.graphql': QUERY,
    'schemas/cash-by-currency.args.json': json(ARGS_SCHEMA),
    'schemas/cash-by-currency.result.json': json(RESULT_SCHEMA),
    'fixtures/two-accounts.json': json(FIXTURE),
    'src/plugin.ts': CODE,
    'src/decimal.ts': DECIMAL,
    'tsconfig.json': json(TSCONFIG),
    '.gitignore': 'dist/\n*.key.json\n',
    'README.md': readme(values.name),
  };
}

function manifest({ name, engineDigest, today }: TemplateValues): PluginManifest {
  return {
    manifestVersion: 1,
    name,
    version: '0.1.0',
    runtime: engineDigest,
    schemaVersion: today,
    license: 'Apache-2.0',
    publisher: { name: 'Example Labs', url: 'https://example.com' },
    support: 'https://example.com/support',
    privacy: 'https://example.com/privacy',
    scopes: [
      { scope: 'accounts:read', purpose: 'To name the accounts that are added up.' },
      { scope: 'balances:read', purpose: 'To add up the cash in them.' },
    ],
    tools: [
      {
        name: 'cashByCurrency',
        title: 'Cash by currency',
        description: 'Adds up the cash of all accounts, by currency.',
        query: 'queries/cash-by-currency.graphql',
        variablesFromArgs: { accounts: 'accounts' },
        argsSchema: 'schemas/cash-by-currency.args.json',
        resultSchema: 'schemas/cash-by-currency.result.json',
        fuel: 200_000_000,
        maxInput: 65_536,
        examples: ['fixtures/two-accounts.json'],
        disclaimer: 'A sum of what the accounts show, not advice.',
      },
    ],
    disclosure: {
      method: 'Addition, by currency; nothing is converted.',
      parameters: 'How many accounts.',
      dataSource: 'The balances of the customer’s own accounts.',
    },
    jurisdictions: ['CN'],
    pricing: { model: 'free' },
    changelog: 'First version.',
  };
}

const QUERY = `query CashByCurrency($accounts: Int!) {
  accounts(first: $accounts) {
    edges {
      node {
        name
        balances {
          currency
          total
        }
      }
    }
  }
}
`;

const ARGS_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['accounts'],
  properties: {
    accounts: { type: 'integer', minimum: 1, maximum: 20, description: 'How many accounts, oldest first.' },
  },
};

const RESULT_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['sums'],
  properties: {
    sums: {
      type: 'array',
      maxItems: 50,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['currency', 'amount', 'accounts'],
        properties: {
          currency: { type: 'string', format: 'currency' },
          amount: { type: 'string', format: 'decimal', description: 'Exact.' },
          accounts: { type: 'array', items: { type: 'string' }, maxItems: 20 },
        },
      },
    },
  },
};

const account = (name: string, balances: readonly object[]) => ({ node: { name, balances } });

const FIXTURE = {
  tool: 'cashByCurrency',
  description: 'Two accounts, two currencies; fractions add up exactly.',
  input: {
    args: { accounts: 20 },
    data: {
      accounts: {
        edges: [
          account('Everyday', [
            { currency: 'CNY', total: '1200.10' },
            { currency: 'USD', total: '75' },
          ]),
          account('Pension', [{ currency: 'CNY', total: '0.205' }]),
        ],
      },
    },
    asOf: '2026-01-05T10:00:00+08:00',
  },
  expected: {
    sums: [
      { currency: 'CNY', amount: '1200.305', accounts: ['Everyday', 'Pension'] },
      { currency: 'USD', amount: '75', accounts: ['Everyday'] },
    ],
  },
  fuel: 0,
};

const CODE = `import { add } from './decimal.js';
import type { CashByCurrencyInput, CashByCurrencyResult } from './generated/cashByCurrency.js';

/** Each exported function is a tool: it gets arguments and data, and returns its result. Nothing else reaches it. */
export function cashByCurrency({ data }: CashByCurrencyInput): CashByCurrencyResult {
  const sums = new Map<string, { amount: string; accounts: string[] }>();
  for (const { node } of data.accounts.edges)
    for (const { currency, total } of node.balances) {
      const sum = sums.get(currency) ?? { amount: '0', accounts: [] };
      sum.accounts.push(node.name);
      sums.set(currency, { amount: add(sum.amount, total), accounts: sum.accounts });
    }
  return { sums: [...sums].map(([currency, sum]) => ({ currency, ...sum })) };
}
`;

const DECIMAL = `const SCALE = 18;

/** Exact sum of two decimal strings. Money is never a JavaScript number: 0.1 + 0.2 is not 0.3. */
export function add(a: string, b: string): string {
  return format(parse(a) + parse(b));
}

function parse(text: string): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\\d+)(?:\\.(\\d+))?$/.exec(text) ?? [];
  return BigInt(sign + whole + fraction.padEnd(SCALE, '0'));
}

function format(value: bigint): string {
  const digits = String(value < 0n ? -value : value).padStart(SCALE + 1, '0');
  const fraction = digits.slice(-SCALE).replace(/0+$/, '');
  return (value < 0n ? '-' : '') + digits.slice(0, -SCALE) + (fraction && '.' + fraction);
}
`;

const TSCONFIG = {
  compilerOptions: {
    target: 'es2023',
    lib: ['es2023'],
    module: 'nodenext',
    strict: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    types: [],
    noEmit: true,
  },
  include: ['src'],
};

function readme(name: string): string {
  return `# ${name}

Adds up the cash of all accounts, by currency.

    openfolio plugin test         # run the fixtures in the real engine
    openfolio plugin dev          # the same at every change
    openfolio plugin validate     # everything that publishing checks
    openfolio plugin bench        # what it costs with more data

Change \`queries/\`, \`schemas/\` or \`manifest.json\`, and the types in \`src/generated/\` follow.
`;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
