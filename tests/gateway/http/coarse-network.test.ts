import { expect, test } from '@jest/globals';
import { coarseNetwork } from '../../../src/gateway/http/coarse-network.js';

test.each([
  ['203.0.113.77', '203.0.113.0/24'],
  ['::ffff:203.0.113.77', '203.0.113.0/24'],
  ['::FFFF:203.0.113.77', '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
  ['2001:db8::1', '2001:db8:0::/48'],
  ['2001:DB8:00aB::1', '2001:db8:ab::/48'],
  ['::1', '0:0:0::/48'],
  ['64:ff9b::203.0.113.77', '64:ff9b:0::/48'],
  ['fe80::1%eth0', 'fe80:0:0::/48'],
])('of %s only the network %s is kept', (address, network) => {
  expect(coarseNetwork(address)).toBe(network);
});
