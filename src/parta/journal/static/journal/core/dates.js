/** Dates in words, as teachers say them. Dates are ISO strings; no clock is read here. */

const WEEKDAYS = ["воскресенье", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота"];
const WEEKDAYS_SHORT = ["вс", "пн", "вт", "ср", "чт", "пт", "сб"];
const MONTHS = [
  "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
];
const OF_MONTHS = [
  "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря",
];

/** @param {string} on */
function dateOf(on) {
  return new Date(`${on}T00:00:00Z`);
}

/** «23 ноября» @param {string} on */
export function day(on) {
  return `${Number(on.slice(8))} ${OF_MONTHS[Number(on.slice(5, 7)) - 1]}`;
}

/** «пн» @param {string} on */
export function weekdayShort(on) {
  return WEEKDAYS_SHORT[dateOf(on).getUTCDay()];
}

/** «понедельник» @param {string} on */
export function weekday(on) {
  return WEEKDAYS[dateOf(on).getUTCDay()];
}

/** «ноябрь» @param {string} on */
export function month(on) {
  return MONTHS[Number(on.slice(5, 7)) - 1];
}

/** @param {string} on @param {number} days */
export function plusDays(on, days) {
  const moved = dateOf(on);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

/** «5 клеток» @param {number} number @param {[string, string, string]} forms клетка, клетки, клеток */
export function count(number, forms) {
  const [tail, tens] = [number % 10, number % 100];
  const few = tail >= 2 && tail <= 4 && (tens < 12 || tens > 14);
  return `${number} ${tail === 1 && tens !== 11 ? forms[0] : few ? forms[1] : forms[2]}`;
}
