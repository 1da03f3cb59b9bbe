import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeInChromium } from './support/chromium.js';
import { Keyboard } from './support/keyboard.js';
import { PagesWorld } from './support/pages-world.js';

describeInChromium('a customer', () => {
  let world: PagesWorld;
  beforeAll(async () => {
    world = await PagesWorld.start();
  });
  afterAll(() => world?.stop());

  test('signs in, consents and revokes by keyboard alone, seeing the focus at every stop', async () => {
    const customer = await world.customer('en');
    const keys = new Keyboard(customer.page);
    await customer.arriveFromApp();
    await keys.tabTo('button[name=persona] >> Lin Wanru');
    await keys.press('Enter');
    for (const scope of ['accounts:read', 'positions:read']) {
      await keys.tabTo(`input[value="${scope}"]`);
      await keys.press('Space');
    }
    await keys.tabTo('input[name=account]');
    await keys.press('Space');
    await keys.tabTo('input[name=days]');
    await keys.press('ArrowRight');
    await keys.tabTo('button[value=allow]');
    await keys.press('Enter');
    await customer.page.waitForURL(/callback/);
    expect(customer.answerToApp().has('code')).toBe(true);
    await customer.visit('/connected-apps');
    expect(await customer.page.locator('section.card').innerText()).toContain('Keep Acme Planner connected');
    await keys.tabTo('button.danger');
    await keys.press('Enter');
    expect(await customer.page.getByRole('status').innerText()).toContain('Access has ended');
    expect(keys.stopsWithoutVisibleFocus).toEqual([]);
    await customer.leave();
  });

  test('comes by a link to a plugin, signs in, installs it and runs it, by keyboard alone', async () => {
    const customer = await world.customer('en');
    const keys = new Keyboard(customer.page);
    await customer.visit('/plugins/install?plugin=@openfolio/concentration');
    await keys.tabTo('button[name=persona] >> Lin Wanru');
    await keys.press('Enter');
    expect(await customer.page.locator('h1').innerText()).toBe('Install @openfolio/concentration?');
    await keys.tabTo('input[name=account]');
    if (!(await customer.page.locator('input[name=account]').first().isChecked())) await keys.press('Space');
    await keys.tabTo('button[value=allow]');
    await keys.press('Enter');
    expect(await customer.page.getByRole('status').innerText()).toContain('Installed with the rights shown');
    await keys.tabTo('a >> Run it');
    await keys.press('Enter');
    await keys.tabTo('input[name="arg.largeFrom"]');
    await customer.page.keyboard.type('0.1');
    await keys.tabTo('button >> Run');
    await keys.press('Enter');
    expect(await customer.page.locator('main').innerText()).toContain('Signed receipt');
    expect(keys.stopsWithoutVisibleFocus).toEqual([]);
    await customer.leave();
  });

  test('can skip to the content, and hears first what is wrong with an answer and where to mend it', async () => {
    const customer = await world.customer('en');
    const { page } = customer;
    const keys = new Keyboard(page);
    await customer.arriveFromApp();
    await keys.press('Tab');
    expect(await page.locator(':focus').innerText()).toBe('Skip to content');
    await page.getByRole('button', { name: 'Lin Wanru' }).click();
    await page.locator('input[value="accounts:read"]').check();
    await page.getByRole('button', { name: 'Allow what I ticked' }).click();
    const problem = page.getByRole('alert');
    expect(await problem.innerText()).toContain('Tick at least one account');
    expect(await page.title()).toMatch(/^Please check your answer/);
    expect(await page.locator('input[value="accounts:read"]').isChecked()).toBe(true);
    await problem.getByRole('link').click();
    expect(await page.locator(':focus').getAttribute('name')).toBe('account');
    await customer.leave();
  });

  test.each(['zh', 'en'] as const)(
    'in %s, goes all the way without scripts, and no page breaks its content policy',
    async (language) => {
      const customer = await world.customer(language, { javaScriptEnabled: false });
      const { page } = customer;
      await customer.arriveFromApp();
      await page.locator('button[name=persona]').nth(2).click();
      await page.locator('input[value="accounts:read"]').check();
      await page.locator('input[name=account]').first().check();
      await page.locator('button[value=allow]').click();
      await page.waitForURL(/callback/);
      expect(customer.answerToApp().has('code')).toBe(true);
      await customer.visit('/connected-apps');
      await page.locator('button.danger').click();
      expect(await page.locator('.empty').count()).toBe(1);
      expect(customer.complaints).toEqual([]);
      await customer.leave();
    },
  );

  test('keeps the language that was clicked, from sign-in to connected apps', async () => {
    const customer = await world.customer('en');
    const { page } = customer;
    await customer.arriveFromApp();
    await page.getByRole('link', { name: '中文' }).click();
    await page.getByRole('button', { name: '陈志远' }).click();
    expect(await page.locator('h1').innerText()).toContain('由您决定“顶点规划”可以查看什么');
    await page.locator('button[value=deny]').click();
    await page.waitForURL(/callback/);
    expect(customer.answerToApp().get('error')).toBe('access_denied');
    await customer.visit('/connected-apps');
    expect(await page.locator('h1').innerText()).toBe('已连接的应用');
    await customer.leave();
  });

  test('sees which rights an app has used and which not', async () => {
    const customer = await world.customer('en');
    const { page } = customer;
    await customer.arriveFromApp();
    await page.getByRole('button', { name: 'Li Simin' }).click();
    await world.readAs('Li Simin');
    await customer.visit('/connected-apps');
    const card = page.locator('section.card');
    expect(await card.locator('li', { hasText: 'Your accounts' }).innerText()).toContain('has read this');
    expect(await card.locator('li', { hasText: 'Your positions' }).innerText()).toContain('not read so far');
    await card.locator('summary').click();
    expect(await card.locator('code').allInnerTexts()).toEqual(['Account.name']);
    await customer.leave();
  });
});
