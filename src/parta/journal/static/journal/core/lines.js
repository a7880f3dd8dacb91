/** Blocks of cells as Excel puts them on the clipboard: tabs between columns, new lines between rows. */

/** @param {string} text @returns {string[][]} rows of trimmed words */
export function readBlock(text) {
  const rows = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  return rows.map((row) => row.split("\t").map(plain));
}

/** A word without the quotes Excel adds and the spaces around. @param {string} word */
function plain(word) {
  const quoted = /^"([\s\S]*)"$/.exec(word.trim());
  return (quoted ? quoted[1].replaceAll('""', '"') : word).replaceAll("\u00a0", " ").trim();
}

/** @param {string[][]} rows */
export function writeBlock(rows) {
  return rows.map((row) => row.join("\t")).join("\n");
}
