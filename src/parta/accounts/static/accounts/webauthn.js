/** WebAuthn speaks in bytes, the server in JSON: both ways between them. */

/** @param {string} text base64url */
export function toBytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** @param {ArrayBuffer | Uint8Array} bytes @returns {string} base64url without padding */
export function toText(bytes) {
  const plain = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** @param {any[]} [list] */
function keys(list = []) {
  return list.map((key) => ({ ...key, id: toBytes(key.id) }));
}

/**
 * What `navigator.credentials.create` takes.
 * @param {any} options from the server
 * @param {boolean} passwordless the key will sign in by itself: it must keep the account and check its owner
 */
export function toCreate(options, passwordless) {
  const wanted = passwordless
    ? { residentKey: "required", requireResidentKey: true, userVerification: "required" }
    : { residentKey: "discouraged", requireResidentKey: false };
  return {
    ...options,
    challenge: toBytes(options.challenge),
    user: { ...options.user, id: toBytes(options.user.id) },
    excludeCredentials: keys(options.excludeCredentials),
    authenticatorSelection: { ...options.authenticatorSelection, ...wanted },
  };
}

/** What `navigator.credentials.get` takes. @param {any} options from the server */
export function toAsk(options) {
  return { ...options, challenge: toBytes(options.challenge), allowCredentials: keys(options.allowCredentials) };
}

/** What the server takes back. @param {any} credential */
export function answerOf(credential) {
  /** @type {Record<string, unknown>} */
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

/** Why it did not work, in words. @param {string} name of the DOMException */
export function refusal(name) {
  /** @type {Record<string, string>} */
  const words = {
    NotAllowedError: "Ключ не приложен: вышло время или действие отменено. Попробуйте ещё раз.",
    InvalidStateError: "Этот ключ уже подключён.",
    SecurityError: "Ключи доступа не работают по числовому адресу: откройте сайт по его имени.",
    NotSupportedError: "Это устройство не умеет работать с такими ключами.",
  };
  return words[name] ?? "Ключ не сработал. Попробуйте ещё раз или войдите по паролю.";
}
