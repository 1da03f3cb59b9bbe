import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInChromium, launchChromium } from '../../pages/support/chromium.js';
import { PASSWORD, PeopleWorld } from './people-world.js';

/** A real browser with a virtual authenticator: the page's script runs under its own policy, and the browser makes the answer. */
describeInChromium('a passkey in a browser', () => {
  test('is added on the page of a person who is signed in, and opens the next session', async () => {
    const world = await PeopleWorld.start();
    const browser = await launchChromium();
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await withAuthenticator(page);
    const sam = await world.joinStaff('sam@broker.example');
    world.clock.advance(60_000);
    await enterPassword(page, world.url, sam.email);
    await page.fill('input[name=code]', world.totp(sam.secret));
    await page.click('form[action$="/second-factor"] button');
    await page.fill('form[data-passkey] input[name=password]', PASSWORD);
    await page.click('form[data-passkey] button');
    await page.waitForSelector('p[role=status]');
    expect(await page.textContent('p[role=status]')).toBe('The passkey was added.');
    await page.click('form[action$="/sign-out"] button');
    await enterPassword(page, world.url, sam.email);
    await page.click('form[data-passkey] button');
    await page.waitForURL(`${world.url}/staff`);
    expect((await world.events('staff.signed_in')).at(-1)?.data).toEqual({ factor: 'PASSKEY' });
    expect(problems).toEqual([]);
    await browser.close();
    await world.stop();
  });
});

async function withAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function enterPassword(page: Page, url: string, email: string): Promise<void> {
  await page.goto(`${url}/staff/sign-in?lang=en`);
  await page.fill('input[name=email]', email);
  await page.fill('input[name=password]', PASSWORD);
  await page.click('main form button');
  await page.waitForURL(`${url}/staff/second-factor`);
}
