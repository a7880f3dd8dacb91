/** The school's kinds of work below the grid: what the short names and colours of the columns mean. */

import { kindWords } from "../core/words.js";
import { make } from "./dom.js";

/** @param {Map<number, import("../core/snapshot.js").Kind>} kinds @returns {HTMLLIElement[]} */
export function legend(kinds) {
  return [...kinds.values()].filter((kind) => kind.active).map((kind) => {
    return make("li", { data: { tone: kind.tone } }, make("b", {}, kind.short), ` ${kindWords(kind)}`);
  });
}
