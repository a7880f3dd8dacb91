/** What a swipe over a week of days means. */

const SWIPE = 50; // pixels

/**
 * The place to go after a swipe from day number `here` of `count`: another day, or the week before or after.
 * @param {number} here @param {number} count @param {number} dx pixels, to the left below zero @param {number} dy
 * @returns {number | "previous" | "following" | null}
 */
export function swiped(here, count, dx, dy) {
  if (Math.abs(dx) < SWIPE || Math.abs(dx) < Math.abs(dy) * 2) return null;
  const next = here + (dx < 0 ? 1 : -1);
  if (next < 0) return "previous";
  return next < count ? next : "following";
}
