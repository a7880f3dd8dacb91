/** The same physical keys mean the same on a Russian and on a Latin layout. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { intentOf, toRussian } from "../../../src/parta/journal/static/journal/core/keys.js";

const press = (key, code, more = {}) =>
  intentOf({ key, code, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...more });

for (const [code, latin, russian, sign] of [
  ["KeyY", "y", "н", "н"], ["Comma", ",", "б", "б"], ["KeyE", "e", "у", "у"], ["KeyG", "g", "п", "п"],
]) {
  test(`the key ${code} means «${sign}» on both layouts`, () => {
    assert.deepEqual(press(latin, code), { kind: "absence", text: sign });
    assert.deepEqual(press(russian, code), { kind: "absence", text: sign });
  });
}

for (const [name, event, kind] of [
  ["о", ["о", "KeyJ"], "late"],
  ["j", ["j", "KeyJ"], "late"],
  ["a dot of the Latin layout", [".", "Period"], "point"],
  ["a dot of the Russian layout", [".", "Slash"], "point"],
  ["the dot's Latin place on a Russian layout", ["ю", "Period"], "point"],
  ["a dot of the number pad", [",", "NumpadDecimal"], "point"],
  ["Space", [" ", "Space"], "type"],
  ["Delete", ["Delete", "Delete"], "clear"],
  ["Backspace", ["Backspace", "Backspace"], "clear"],
  ["F2", ["F2", "F2"], "edit"],
  ["h", ["h", "KeyH"], "history"],
  ["р", ["р", "KeyH"], "history"],
  ["Escape", ["Escape", "Escape"], "leave"],
]) {
  test(`${name} asks for ${kind}`, () => assert.equal(press(...event)?.kind, kind));
}

test("the list of keys opens by «?» of either layout", () => {
  assert.equal(press("?", "Slash", { shiftKey: true })?.kind, "keys");
  assert.equal(press("?", "Digit7", { shiftKey: true })?.kind, "keys");
  assert.equal(press(",", "Slash", { shiftKey: true })?.kind, "keys");
});

test("digits of both rows are marks", () => {
  assert.deepEqual(press("5", "Digit5"), { kind: "digit", text: "5" });
  assert.deepEqual(press("4", "Numpad4"), { kind: "digit", text: "4" });
});

test("Enter and Tab walk, with Shift they walk back", () => {
  assert.deepEqual(press("Enter", "Enter"), { kind: "enter", rows: 1, columns: 0 });
  assert.deepEqual(press("Enter", "Enter", { shiftKey: true }), { kind: "enter", rows: -1, columns: 0 });
  assert.deepEqual(press("Tab", "Tab", { shiftKey: true }), { kind: "tab", rows: 0, columns: -1 });
});

test("Shift with an arrow extends the selection", () => {
  assert.deepEqual(press("ArrowDown", "ArrowDown", { shiftKey: true }), { kind: "move", rows: 1, columns: 0, extend: true });
});

test("undo, redo and fill down go by place too", () => {
  const ctrl = { ctrlKey: true };
  assert.equal(press("я", "KeyZ", ctrl)?.kind, "undo");
  assert.equal(press("Я", "KeyZ", { ...ctrl, shiftKey: true })?.kind, "redo");
  assert.equal(press("н", "KeyY", ctrl)?.kind, "redo");
  assert.equal(press("в", "KeyD", { metaKey: true })?.kind, "fill-down");
});

test("copy, paste, other letters and Alt are left to the browser", () => {
  for (const code of ["KeyC", "KeyV", "KeyR"]) assert.equal(press("x", code, { ctrlKey: true }), null);
  assert.equal(press("ф", "KeyA"), null);
  assert.equal(press("y", "KeyY", { altKey: true }), null);
});

for (const [typed, russian] of [["y", "н"], ["pfx", "зач"], ["5 rh", "5 кр"], ["jg 10", "оп 10"], [",", "б"], ["2>4", "2>4"], ["4/5", "4/5"]]) {
  test(`«${typed}» typed on a Latin layout is «${russian}»`, () => assert.equal(toRussian(typed), russian));
}
