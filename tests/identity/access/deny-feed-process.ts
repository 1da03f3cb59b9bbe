/** A gateway's deny feed in a process of its own; writes `<grant id> <Date.now()>` when it would refuse. */
import { AuthorityChannel, DenyFeed } from '../../../src/identity/access/index.js';
import { systemClock } from '../../../src/kernel/clock.js';

const channel = new AuthorityChannel({ connectionString: process.argv[2] ?? '' });
const feed = new DenyFeed({ channel, clock: systemClock });
await channel.start();
await feed.start();
feed.onRevocation(({ grantId }) => {
  if (grantId !== null && feed.isDenied(grantId, '', Date.now())) process.stdout.write(`${grantId} ${Date.now()}\n`);
});
process.stdout.write('ready\n');
process.stdin.resume();
process.stdin.once('end', () => void feed.stop().then(() => channel.stop()));
