/** What the queue needs of the browser: the network, the anti-forgery token, one tab at a time. */

const PATIENCE = 20_000; // ms
const KEEPALIVE = 60_000; // bytes: the browser finishes a request this small after the page is closed

/** The token changes with each sign-in, so it is read anew for each request. */
export function csrfToken() {
  return /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

/** @param {string} url @param {string} body JSON @returns {Promise<Response>} */
export function post(url, body) {
  return fetch(url, {
    method: "POST",
    body,
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
    redirect: "manual",
    keepalive: new Blob([body]).size < KEEPALIVE,
    signal: AbortSignal.timeout(PATIENCE),
  });
}

/** @param {string} url @returns {Promise<Response>} */
export function get(url) {
  return fetch(url, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
}

/**
 * Run the work in one tab of this browser at a time. Without locks (plain http) tabs may send the same operation
 * twice, which its id makes harmless.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export function alone(work) {
  return navigator.locks ? /** @type {Promise<any>} */ (navigator.locks.request("parta-journal", work)) : work();
}
