import { createHash } from 'node:crypto';

/**
 * The only script of these pages: asks the browser for a passkey and sends the answer with the form. Web Authentication has no
 * other way. It stands in the page under its hash, so the policy allows this text and no other.
 */
export const PASSKEY_SCRIPT = `
const form = document.querySelector('form[data-passkey]');
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const options = JSON.parse(form.dataset.options);
  try {
    const credential = form.dataset.passkey === 'create'
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    form.elements.namedItem('response').value = JSON.stringify(credential);
    form.submit();
  } catch {
    form.querySelector('[role=alert]').hidden = false;
  }
});
`;

const SCRIPT_HASH = createHash('sha256').update(PASSKEY_SCRIPT).digest('base64');

/** The page's policy with this one script added. */
export function allowPasskeyScript(policy: string): string {
  return `${policy}; script-src 'sha256-${SCRIPT_HASH}'`;
}
