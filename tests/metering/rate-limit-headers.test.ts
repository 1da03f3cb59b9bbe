import { expect, test } from '@jest/globals';
import { rateLimitHeaders } from '../../src/metering/index.js';

test('the budget is told in the draft’s and in the older headers', () => {
  expect(rateLimitHeaders({ maximum: 1000, available: 955, restoreRate: 50 })).toEqual({
    'ratelimit-policy': '"points";q=1000;w=20',
    ratelimit: '"points";r=955;t=1',
    'x-ratelimit-limit': '1000',
    'x-ratelimit-remaining': '955',
    'x-ratelimit-reset': '1',
  });
});

test('a refusal says when to come back, in whole seconds rounded up, unless waiting can not help', () => {
  const status = { maximum: 100, available: 3, restoreRate: 10 };
  expect(rateLimitHeaders(status, 3.7)).toMatchObject({ 'retry-after': '4' });
  expect(rateLimitHeaders(status, 0.001)).toMatchObject({ 'retry-after': '1' });
  expect(rateLimitHeaders(status, Number.POSITIVE_INFINITY)).not.toHaveProperty('retry-after');
});
