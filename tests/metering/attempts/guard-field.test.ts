import { expect, test } from '@jest/globals';
import { graphql } from 'graphql';
import { buildSchema, Field, ObjectType, Query, Resolver, UseMiddleware } from 'type-graphql';
import { systemClock } from '../../../src/kernel/clock.js';
import '../../../src/operation/schema/stated-types.js';
import { guardField, MemoryAttemptLog } from '../../../src/metering/index.js';
import { casesOfThreat } from '../../attacks/cases-tried.js';

const rule = { max: 5, windowMs: 60_000 };
const guard = guardField<{ who: string }>({
  log: new MemoryAttemptLog({ clock: systemClock }),
  rule,
  identify: ({ who }) => who,
});

@ObjectType()
class Guess {
  @Field(() => Boolean)
  right = false;
}

@Resolver()
class GuessResolver {
  @Query(() => Guess, { nullable: true })
  @UseMiddleware(guard)
  guess(): Guess {
    return new Guess();
  }
}

const schema = await buildSchema({ resolvers: [GuessResolver], validate: false });

function passedIn(data: Record<string, unknown> | null | undefined): number {
  return Object.values(data ?? {}).filter((value) => value !== null).length;
}

const tried = casesOfThreat(6, 'aliases and requests at once, of which as many pass as may');

test('each alias is an attempt: of 50 in one request exactly 5 pass', async () => {
  const source = `{ ${Array.from({ length: 50 }, (_, index) => `g${index}: guess { right }`).join(' ')} }`;
  const { data, errors } = await graphql({ schema, source, contextValue: { who: 'aliases' } });
  tried(50);
  expect(passedIn(data)).toBe(5);
  expect(errors).toHaveLength(45);
  expect(errors?.[0]?.originalError).toMatchObject({
    code: 'TOO_MANY_ATTEMPTS',
    extensions: { retryAfterSeconds: 60 },
  });
});

test('of 50 concurrent requests exactly 5 pass', async () => {
  const requests = Array.from({ length: 50 }, () =>
    graphql({ schema, source: '{ guess { right } }', contextValue: { who: 'requests' } }),
  );
  tried(requests.length);
  const answers = await Promise.all(requests);
  expect(answers.reduce((sum, { data }) => sum + passedIn(data), 0)).toBe(5);
});
