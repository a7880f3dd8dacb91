/** What a stroke of the finger asks for. */

const FAR = 70; // pixels, along the page
const STRAIGHT = 2; // times longer along than across

/**
 * A stroke to the left brings what comes next, as a page of paper is turned; null when it was no such stroke.
 * @param {number} along
 * @param {number} across
 * @returns {"next" | "prev" | null}
 */
export function askedFor(along, across) {
  if (Math.abs(along) < FAR || Math.abs(along) < STRAIGHT * Math.abs(across)) return null;
  return along < 0 ? "next" : "prev";
}
