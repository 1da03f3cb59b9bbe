import { existsSync } from 'node:fs';
import { describe } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
];
const REMEDY = 'no Chromium on this machine: `apt-get install chromium`, or name one in CHROMIUM_PATH';

const executablePath = [process.env['CHROMIUM_PATH'] ?? '', ...PLACES].find((path) => path !== '' && existsSync(path));

const QUIET = ['disable-gpu', 'disable-quic', 'disable-background-networking', 'disable-component-update'];

/** The pages are judged in a real browser. Where there is none, the tests are skipped aloud. */
export function describeInChromium(name: string, tests: () => void): void {
  if (executablePath === undefined) {
    process.stderr.write(`SKIPPED: ${name}: ${REMEDY}\n`);
    describe.skip(`${name} (${REMEDY})`, tests);
  } else describe(name, tests);
}

/** `--no-sandbox`, because containers run it as root; it visits nothing but the platform of the tests. */
export function launchChromium(): Promise<Browser> {
  const args = ['no-sandbox', 'no-first-run', 'disable-sync', ...QUIET].map((flag) => `--${flag}`);
  return chromium.launch({ executablePath: executablePath ?? '', headless: true, args });
}
