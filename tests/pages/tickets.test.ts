import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeInChromium } from './support/chromium.js';
import { type Customer, PagesWorld } from './support/pages-world.js';
import { ask, send } from './support/tour-of-pages.js';

describeInChromium('the pages of tickets', () => {
  let world: PagesWorld;
  beforeAll(async () => {
    world = await PagesWorld.start();
  });
  afterAll(() => world?.stop());

  async function signedIn(persona: number): Promise<Customer> {
    const customer = await world.customer('en');
    await customer.visit('/connected-apps');
    await customer.page.locator('button[name=persona]').nth(persona).click();
    return customer;
  }
  const text = ({ page }: Customer) => page.locator('main').innerText();

  test('a customer asks, is answered, writes on, sees what was handed over, ends it, rates it and opens it again', async () => {
    const customer = await signedIn(0);
    const { page } = customer;
    await ask(customer, 'How do I download my monthly statement?');
    expect(await text(customer)).toMatch(
      /answered, your turn[\s\S]*Our assistant, at once[\s\S]*You[\s\S]*How do I download[\s\S]*Our assistant/,
    );
    await send(page, 'reply', 'The file of September is empty.');
    const handed = await text(customer);
    expect(handed).toMatch(
      /Promised by[\s\S]*What was handed over: L1 → L2[\s\S]*How do I download my monthly statement\?/,
    );
    expect(handed).toContain('A colleague, within 15 minutes of service hours');
    await send(page, 'end');
    expect(await text(customer)).toMatch(/Thank you\.[\s\S]*solved/);
    await page.locator('select[name=recommend]').selectOption('9');
    await page.locator('textarea[name=comment]').fill('Quick <b>help</b>');
    await send(page, 'rate');
    expect(await text(customer)).toMatch(/You rated this[\s\S]*5, very[\s\S]*9[\s\S]*Quick ‹b>help/);
    await send(page, 'reopen', 'It is empty again.');
    expect(await text(customer)).toMatch(/It is open again[\s\S]*with us/);
    await customer.visit('/tickets');
    expect(await text(customer)).toContain('How do I download my monthly statement?');
    expect(customer.complaints).toEqual([]);
    const address = page.url();
    await page.goBack();
    const ticket = new URL(page.url()).pathname;
    expect(address).not.toContain(ticket);
    const other = await signedIn(1);
    await other.visit(ticket);
    expect(new URL(other.page.url()).pathname).toBe('/tickets');
    expect(await text(other)).toContain('You have asked nothing so far.');
  }, 60_000);

  test('a form that is sent twice asks once; the same question again leads to the one that stands', async () => {
    const customer = await signedIn(2);
    const { page } = customer;
    await customer.visit('/tickets');
    const form = page.locator('form[action^="/tickets/open"]');
    const [csrf, key] = await Promise.all(['csrf', 'key'].map((name) => form.locator(`[name=${name}]`).inputValue()));
    const post = () =>
      page.request.post(`${world.url}/tickets/open`, {
        form: { csrf: csrf ?? '', key: key ?? '', text: 'Why was my order rejected?' },
        headers: { origin: world.url },
        maxRedirects: 0,
      });
    const [first, second] = await Promise.all([post(), post()]);
    expect(first.headers()['location']).toMatch(/^\/tickets\/tkt_.*&outcome=OPENED$/);
    expect(second.headers()['location']).toBe(first.headers()['location']);
    await ask(customer, 'Why was my order rejected?');
    expect(await text(customer)).toContain('You asked this already');
    await customer.visit('/tickets');
    expect(await page.locator('main section a').count()).toBe(1);
  }, 60_000);

  test('without a session each page leads to the sign-in, and a post does nothing', async () => {
    const answer = await fetch(`${world.url}/tickets`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      expect.stringMatching(/^\/connected-apps\?lang=/),
    ]);
    const posted = await fetch(`${world.url}/tickets/open`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: world.url },
      body: 'text=hello',
    });
    expect(posted.headers.get('location')).toMatch(/^\/connected-apps/);
  });
});
