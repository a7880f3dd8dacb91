/** Small choices of the person, remembered in this browser where it allows that. */

const PREFIX = "parta/habit/";

/** @param {string} name @returns {string | null} */
export function recall(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** @param {string} name @param {string} value */
export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // A choice not remembered is chosen again.
  }
}
