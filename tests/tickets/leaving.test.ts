import { expect, test } from '@jest/globals';
import { classify } from '../../src/tickets/levels/classify.js';

test.each([
  '怎么销户？',
  '我想注销我的账户',
  '请帮我关闭融资账户',
  '如何撤销指定交易，转户到别的券商',
  'How do I close my account?',
  'I want to close my brokerage account.',
  'Please cancel both accounts.',
  'Closing down my trading account, what do I need?',
  'How can I move everything to another broker?',
])('asks how to leave: %s', (question) => {
  expect(classify(question, []).leaving).toBe(true);
});

test.each([
  '账户密码忘了怎么办',
  '收盘价在哪里看',
  '怎么平仓？',
  '为什么我的账户被冻结',
  'How do I close a position in my account?',
  'When does the market close?',
  'How do I cancel an order?',
  'Can I delete an alert from my account?',
])('does not: %s', (question) => {
  expect(classify(question, []).leaving).toBe(false);
});
