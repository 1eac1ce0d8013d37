/* Asks the browser for a security key, to add one (data-key="create") or to show one ("get"), and posts what it says. */

const bytes = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0)).buffer;
};

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const named = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

const asked = {
  create: (options) => ({
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: named(options.excludeCredentials),
  }),
  get: (options) => ({
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: named(options.allowCredentials),
  }),
};

const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

const told = (credential) => ({
  type: credential.type,
  id: credential.id,
  rawId: text(credential.rawId),
  response: Object.fromEntries(
    PARTS.filter((part) => credential.response[part]).map((part) => [part, text(credential.response[part])]),
  ),
  clientExtensionResults: credential.getClientExtensionResults(),
});

for (const form of document.querySelectorAll("form[data-key]")) {
  const kind = form.dataset.key;
  const { publicKey } = JSON.parse(document.getElementById(form.dataset.options).textContent);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const failed = form.querySelector("[data-key-failed]");
    failed.hidden = true;
    try {
      const credential = await navigator.credentials[kind]({ publicKey: asked[kind](publicKey) });
      form.elements.credential.value = JSON.stringify(told(credential));
      HTMLFormElement.prototype.submit.call(form);
    } catch {
      failed.hidden = false;
    }
  });
}
