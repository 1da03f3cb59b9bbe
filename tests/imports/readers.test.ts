import { expect, test } from '@jest/globals';
import { LAYOUTS } from '../../src/imports/index.js';
import { CsvReader } from '../../src/imports/read-csv.js';
import { NdjsonReader } from '../../src/imports/read-ndjson.js';

const layout = {
  name: 'fx' as const,
  key: ['a'],
  columns: ['a', 'b'].map((name) => ({ name, kind: 'text' as const, required: true })),
};

async function csv(text: string | Buffer, chunkBytes = Number.POSITIVE_INFINITY): Promise<string[]> {
  return lines(new CsvReader('fx.csv', layout), Buffer.from(text), chunkBytes);
}

async function lines(reader: CsvReader | NdjsonReader, bytes: Buffer, chunkBytes: number): Promise<string[]> {
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  const out: Buffer[] = [];
  for await (const chunk of reader.read(chunks())) out.push(Buffer.from(chunk));
  return Buffer.concat(out).toString('utf8').split('\n').slice(0, -1);
}

test('a record gets the line on which it begins, also behind quoted newlines and blank lines', async () => {
  expect(await csv('a,b\n1,"x\ny\nz"\n\n2,w')).toEqual(['2,,,,1,"x', 'y', 'z"', '6,,,,2,w']);
});

test('CRLF, a byte order mark, quoted headers and any column order are read', async () => {
  const reader = new CsvReader('fx.csv', layout);
  expect(await lines(reader, Buffer.from('\uFEFF"b",a\r\n1,2\r\n'), 1e9)).toEqual(['2,,,,1,2']);
  expect(reader.columns).toEqual(['b', 'a']);
});

test.each([
  ['1,2,3\n4,5\n', ['2,,"has 3 fields, the header has 2","1,2,3",,', '3,,,,4,5']],
  ['1,x"y"\n4,5\n', ['2,,has a quote inside an unquoted field,"1,x""y""",,', '3,,,,4,5']],
  ['1,"x"y\n4,5\n', ['2,,has text behind a closing quote,"1,""x""y",,', '3,,,,4,5']],
  ['1,"x\n4,5\n6,7\n', ['2,,has a quote that is never closed,"1,""x",,', '3,,,,4,5', '4,,,,6,7']],
  ['1,x\ry\n4,5\n', ['2,,has a carriage return inside an unquoted field,"1,x\ry",,', '3,,,,4,5']],
  ['1,x\0y\n4,5\n', ['2,,holds a NUL character,"1,xy",,', '3,,,,4,5']],
])('an unreadable record costs its own line alone: %j', async (rows, expected) => {
  expect(await csv(`a,b\n${rows}`)).toEqual(expected);
});

test('invalid UTF-8 is refused in its own line, also at the end of the file', async () => {
  const bad = Buffer.from([0x31, 0x2c, 0xe4, 0xb8, 0x0a, 0x32, 0x2c, 0x33, 0x0a, 0x34, 0x2c, 0xe4]);
  const found = await csv(Buffer.concat([Buffer.from('a,b\n'), bad]));
  expect(found.map((line) => line.split(',').slice(0, 3).join(','))).toEqual([
    '2,,is not valid UTF-8',
    '3,,',
    '4,,is not valid UTF-8',
  ]);
});

test('how the bytes are cut into chunks never changes the records', async () => {
  const text = 'a,b\r\n1,"x ""1""\ny"\r\n\r\n王,"小,明"\n3,"open\n4,5\n6,é';
  const whole = await csv(text);
  for (let bytes = 1; bytes <= 12; bytes += 1) expect(await csv(text, bytes)).toEqual(whole);
});

test('a record of more than 1 MB is refused, and the next one is read', async () => {
  const long = 'x'.repeat(3 << 20);
  const found = await csv(`a,b\n1,${long}\n4,5\n`, 1 << 18);
  expect(found.at(0)).toMatch(/^2,,is longer than 1 MB,/);
  expect(found.at(-1)).toBe('3,,,,4,5');
});

test.each([
  ['', 'the header line is missing'],
  ['a,c\n', 'column "c" is not one of a, b'],
  ['a,a\n', 'column a stands twice'],
  ['a\n', 'column b is missing'],
])('a wrong header refuses the file: %j', async (text, reason) => {
  await expect(csv(text)).rejects.toMatchObject({
    code: 'IMPORT_FILES_UNUSABLE',
    message: expect.stringContaining(`fx.csv, line 1: ${reason}`),
  });
});

test('NDJSON gives the same lines as CSV', async () => {
  const ndjson = '{"a":"1","b":"x\\n\\"y\\""}\n\n{"b":"w","a":"2"}\n{"a":"3","b":null}';
  expect(await lines(new NdjsonReader(layout), Buffer.from(ndjson), 7)).toEqual([
    '1,,,,1,"x',
    '""y"""',
    '3,,,,2,w',
    '4,,,,3,',
  ]);
});

test.each([
  ['{"a":1,"b":"x"}', '1,a,must be a JSON string or null,'],
  ['{"a":"1","b":"x","c":"y"}', '1,c,is not a column of this file,'],
  ['[1]', '1,,is not a JSON object,'],
  ['{"a":"1"', '1,,is not a JSON object,'],
  ['{"a":"\\u0000","b":"x"}', '1,a,holds a character that is no text,'],
  ['{"a":"\\ud800","b":"x"}', '1,a,holds a character that is no text,'],
])('an unreadable NDJSON line is refused: %j', async (line, expected) => {
  const found = await lines(new NdjsonReader(layout), Buffer.from(`${line}\n{"a":"4","b":"5"}\n`), 1e9);
  expect(found[0]?.startsWith(expected)).toBe(true);
  expect(found[1]).toBe('2,,,,4,5');
});

test('charges may be an array in NDJSON', async () => {
  const transactions = LAYOUTS.find((candidate) => candidate.name === 'transactions');
  const charges = [
    { code: 'commission', amount: '5.00' },
    { code: 'stampDuty', amount: '1.00', rateRowFrom: '2023-08-28' },
  ];
  const reader = new NdjsonReader(transactions ?? layout);
  expect((await lines(reader, Buffer.from(JSON.stringify({ charges })), 1e9))[0]).toContain(
    ',commission=5.00;stampDuty=1.00@2023-08-28,',
  );
});
