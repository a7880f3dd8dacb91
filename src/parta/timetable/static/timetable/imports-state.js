/** What becomes of a name of the file, by what is typed beside it. */

/**
 * What a value means among the names of the school.
 * @param {string} value
 * @param {Set<string>} names in small letters
 * @returns {"known" | "new" | "skipped"}
 */
export function stateOf(value, names) {
  const name = value.trim().toLowerCase();
  if (!name) return "skipped";
  return names.has(name) ? "known" : "new";
}
