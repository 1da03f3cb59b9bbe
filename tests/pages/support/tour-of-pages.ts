import type { Customer } from './pages-world.js';

/** The pages of the brokerage, one after the other, as a customer comes by them; and the doors of others. */
export const PAGES: readonly (readonly [name: string, open: (customer: Customer) => Promise<void>])[] = [
  ['start', (customer) => customer.visit('/')],
  ['sign-in', (customer) => customer.arriveFromApp()],
  ['consent', async ({ page }) => page.locator('button[name=persona]').first().click()],
  ['consent with too little ticked', async ({ page }) => answer(page, ['accounts:read'])],
  ['no connected app', (customer) => customer.visit('/connected-apps')],
  ['no read so far', (customer) => customer.visit('/receipts')],
  ['a connected app', connect],
  ['which messages', (customer) => customer.visit('/messages')],
  ['questions', (customer) => customer.visit('/tickets')],
  ['a question, answered', (customer) => ask(customer, 'How do I download my monthly statement?')],
  ['a question, handed over', ({ page }) => send(page, 'reply', 'The file of September is empty.')],
  ['a question, solved', ({ page }) => send(page, 'end')],
  ['a question, rated', ({ page }) => send(page, 'rate')],
  ['every read', (customer) => customer.visit('/receipts')],
  ['plugins', (customer) => customer.visit('/plugins')],
  ['a plugin asks', (customer) => customer.visit(`/plugins/install?plugin=${PLUGIN}`)],
  ['a plugin is installed', install],
  ['a plugin’s form', (customer) => customer.visit(`/plugins/run?plugin=${PLUGIN}`)],
  ['a plugin’s result', run],
  ['a plugin of many fields asks', (customer) => customer.visit('/plugins/install?plugin=@openfolio/dca-assistant')],
  ['a connected app again', (customer) => customer.visit('/connected-apps')],
  ['access ended', async ({ page }) => page.locator('button[name=grant]').first().click()],
  ['staff sign-in', (customer) => customer.visit('/staff/sign-in')],
  ['publisher sign-in', (customer) => customer.visit('/publisher/sign-in')],
  ['expired request', (customer) => customer.visit('/oauth/interaction/gone')],
  ['request of a broken app', (customer) => customer.visit('/oauth/auth?client_id=nobody')],
];

const PLUGIN = '@openfolio/concentration';

async function install({ page }: Customer): Promise<void> {
  await page.locator('input[name=account]').first().check();
  await page.locator('button[value=allow]').click();
}

async function run({ page }: Customer): Promise<void> {
  await page.locator('[name="arg.largeFrom"]').fill('0.1');
  await page.locator('main form button').first().click();
}

async function answer(page: Customer['page'], scopes: readonly string[]): Promise<void> {
  for (const scope of scopes) await page.locator(`input[value="${scope}"]`).check();
  await page.locator('button[value=allow]').click();
}

async function connect(customer: Customer): Promise<void> {
  const { page } = customer;
  await customer.arriveFromApp();
  await page.locator('input[name=account]').first().check();
  await answer(page, ['accounts:read', 'positions:read']);
  await page.waitForURL(/callback/);
  await customer.visit('/connected-apps');
}

export async function ask(customer: Customer, text: string): Promise<void> {
  await customer.visit('/tickets');
  await send(customer.page, 'open', text);
}

/** Sends one of the forms of a ticket. */
export async function send(page: Customer['page'], act: string, text?: string): Promise<void> {
  const form = page.locator(`form[action^="/tickets/${act}"]`);
  if (text !== undefined) await form.locator('textarea').fill(text);
  await form.locator('button').click();
}
