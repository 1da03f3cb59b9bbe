import { ApolloClient, gql as apolloGql, HttpLink, InMemoryCache } from '@apollo/client';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, cacheExchange, fetchExchange, gql as urqlGql } from '@urql/core';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery, printSchema } from 'graphql';
import { GraphQLClient, gql } from 'graphql-request';
import { SandboxPlatform } from '../support/sandbox-platform.js';

/** Well-known clients as they come; only their `fetch` signs. */
const ACCOUNTS = 'query Accounts($first: Int!) { accounts(first: $first) { edges { node { id name } } } }';
const TOO_MUCH = '{ connectedApps { grantId } }';

interface Accounts {
  readonly accounts: { readonly edges: readonly { readonly node: { readonly id: string; readonly name: string } }[] };
}

let platform: SandboxPlatform;
let signed: typeof fetch;

beforeAll(async () => {
  platform = await SandboxPlatform.start();
  signed = (await platform.allow()).fetch;
});

afterAll(() => platform?.stop());

describe('@apollo/client', () => {
  const connect = () =>
    new ApolloClient({ cache: new InMemoryCache(), link: new HttpLink({ uri: platform.graphqlUrl, fetch: signed }) });

  test('queries, and takes a second answer from its cache', async () => {
    const client = connect();
    const ask = () => client.query<Accounts>({ query: apolloGql(ACCOUNTS), variables: { first: 10 } });
    expect((await ask()).data?.accounts.edges).toHaveLength(3);
    expect((await ask()).data?.accounts.edges).toHaveLength(3);
  });

  test('watches a query', async () => {
    const observed = connect().watchQuery<Accounts>({ query: apolloGql(ACCOUNTS), variables: { first: 1 } });
    const settled = new Promise<number>((done) => {
      const subscription = observed.subscribe(({ data, dataState }) => {
        if (dataState !== 'complete') return;
        subscription.unsubscribe();
        done(data.accounts.edges.length);
      });
    });
    expect(await settled).toBe(1);
  });

  test('shows the code of a refusal', async () => {
    await expect(connect().query({ query: apolloGql(TOO_MUCH) })).rejects.toMatchObject({
      errors: [{ extensions: { code: 'MISSING_SCOPE' } }],
    });
  });
});

describe.each([['by POST', false] as const, ['by GET, as it does by default', 'within-url-limit' as const] as const])(
  '@urql/core %s',
  (_how, preferGetMethod) => {
    const connect = () =>
      new Client({
        url: platform.graphqlUrl,
        exchanges: [cacheExchange, fetchExchange],
        fetch: signed,
        preferGetMethod,
      });

    test('queries', async () => {
      const { data, error } = await connect().query<Accounts>(urqlGql(ACCOUNTS), { first: 10 }).toPromise();
      expect(error).toBeUndefined();
      expect(data?.accounts.edges).toHaveLength(3);
    });

    test('shows the code of a refusal', async () => {
      const { error } = await connect().query(urqlGql(TOO_MUCH), {}).toPromise();
      expect(error?.graphQLErrors[0]?.extensions['code']).toBe('MISSING_SCOPE');
    });
  },
);

describe('graphql-request', () => {
  const connect = () => new GraphQLClient(platform.graphqlUrl, { fetch: signed });

  test('queries', async () => {
    const data = await connect().request<Accounts>(gql`${ACCOUNTS}`, { first: 10 });
    expect(data.accounts.edges).toHaveLength(3);
  });

  test('shows the code of a refusal', async () => {
    await expect(connect().request(TOO_MUCH)).rejects.toMatchObject({
      response: { status: 403, errors: [{ extensions: { code: 'MISSING_SCOPE' } }] },
    });
  });
});

test('introspection builds a client schema, and names no directive location that older clients refuse', async () => {
  const response = await signed(platform.graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: getIntrospectionQuery() }),
  });
  const { data } = (await response.json()) as { data: IntrospectionQuery };
  expect(printSchema(buildClientSchema(data))).toContain('type Account implements Node');
  const deprecated = data.__schema.directives.find(({ name }) => name === 'deprecated');
  expect(deprecated?.locations).not.toContain('DIRECTIVE_DEFINITION');
});

test('an accepted answer tells the nonce of the next proof, so that its change costs no refusal', async () => {
  const body = JSON.stringify({ query: '{ __typename }' });
  const answer = await signed(platform.graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('dpop-nonce')).toMatch(/^[\w-]{16,}/);
});
