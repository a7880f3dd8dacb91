/** Who is here: the signs of a roll call, pressed on and off. All are present until somebody is tapped. */

/** @typedef {{ absence: string, late: number | null }} Presence */

export const PRESENT = Object.freeze({ absence: "", late: null });
const LATE = "оп";
const USUAL = 5; // minutes, when the bell does not tell
const LESSON = 45; // minutes
const MOST = 240; // minutes

/** The sign pressed: н, у, б, п or оп; "" when present. @param {Presence} presence */
export function signOf({ absence, late }) {
  return absence || (late === null ? "" : LATE);
}

/** Press a sign; pressing the same one again takes it off. */
/** @param {Presence} now @param {string} sign @param {number} minutes for «оп» */
export function press(now, sign, minutes) {
  if (signOf(now) === sign) return PRESENT;
  return sign === LATE ? { absence: "", late: minutes } : { absence: sign, late: null };
}

/** @param {Presence} now @param {number} minutes more or fewer @returns {Presence} */
export function later(now, minutes) {
  const late = (now.late ?? 0) + minutes;
  return { absence: "", late: Math.max(1, Math.min(MOST, late)) };
}

/**
 * Minutes since the bell while the lesson goes on; else the usual lateness.
 * @param {string} bell «11:25», "" when not known
 * @param {{ hours: number, minutes: number }} clock
 */
export function minutesLate(bell, { hours, minutes }) {
  const [atHour, atMinute] = bell.split(":").map(Number);
  const passed = hours * 60 + minutes - (atHour * 60 + atMinute);
  return bell && passed >= 1 && passed <= LESSON ? passed : USUAL;
}

/** @param {Iterable<Presence>} all @returns {{ away: number, late: number }} */
export function summary(all) {
  const signs = [...all].map(signOf).filter(Boolean);
  const late = signs.filter((sign) => sign === LATE).length;
  return { away: signs.length - late, late };
}
