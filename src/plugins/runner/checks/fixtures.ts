/** Honest tools that the checks measure and compare: what they give and cost may never depend on anybody else. */
export interface CheckFixture {
  readonly name: string;
  readonly source: string;
  readonly input: string;
}

const tool = (body: string) => `var openfolioPlugin = { tool: (input) => { ${body} } };`;

/** 250 monthly payments into one fund: units by four decimals, average cost, value and gain for each month. */
const DCA = tool(`
  const rows = []; let units = 0n, paid = 0n;
  for (const { price } of input.months) {
    const cents = BigInt(Math.round(price * 10000));
    paid += 10000000n; units += (10000000n * 10000n) / cents;
    rows.push({ units: String(units), paid: String(paid), value: String(units * cents / 10000n), average: String(paid * 10000n / units) });
  }
  return rows;`);

/** First in, first out over 2,000 lots. */
const FIFO = tool(`
  const lots = []; let gain = 0;
  for (let i = 0; i < 2000; i++) {
    lots.push({ quantity: 100 + i % 7, price: 10 + (i * 7919 % 1000) / 100 });
    let rest = 60;
    while (rest > 0 && lots.length > 0) {
      const lot = lots[0], sold = Math.min(rest, lot.quantity);
      gain += sold * (12.5 - lot.price); lot.quantity -= sold; rest -= sold;
      if (lot.quantity === 0) lots.shift();
    }
  }
  return { gain: gain.toFixed(2), open: lots.length };`);

const months = Array.from({ length: 250 }, (_, month) => ({ price: 10 + ((month * 7919) % 500) / 100 }));

export const CHECK_FIXTURES: readonly CheckFixture[] = [
  { name: 'no-op', source: tool('return {};'), input: '{}' },
  { name: 'echo 10 KB', source: tool('return input;'), input: JSON.stringify({ text: 'y'.repeat(10_000) }) },
  { name: 'DCA 250 months', source: DCA, input: JSON.stringify({ months }) },
  { name: 'FIFO 2000 lots', source: FIFO, input: '{}' },
  {
    name: 'clock, random, sort',
    source: tool('return [Date.now(), Math.random(), [3, 1, 2].sort(), new Date().toString()];'),
    input: '{}',
  },
  {
    name: 'regular expressions',
    source: tool('return "a1b22c333".replace(/\\d+/g, (n) => "<" + n + ">");'),
    input: '{}',
  },
  { name: 'out of fuel', source: tool('for (;;);'), input: '{}' },
  { name: 'recursion', source: tool('const f = () => 1 + f(); return f();'), input: '{}' },
  { name: 'memory grown', source: tool('return new Uint8Array(12 << 20).fill(1).length;'), input: '{}' },
];

/** Half a second before 2023-11-14T22:13:21Z would do as well: any fixed instant. */
export const CHECK_INSTANT_MS = 1_700_000_000_000;
