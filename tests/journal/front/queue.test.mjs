/** What is typed is never lost, never applied twice, and never called saved before it is. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Server, Storage, five, four, openPage, rest } from "./school.mjs";

const put = (page, content, pupil = 1) => page.pen.write([{ lesson: 10, pupil, content }]);
const values = (content) => content.marks.map(({ value }) => value);

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

test("a mark is shown at once, and is saved only when the server has said so", async () => {
  const page = openPage();

  put(page, five);

  assert.deepEqual(values(page.journal.content(10, 1)), [5]);
  assert.equal(page.journal.state("10:1"), "saving");
  await rest();
  assert.equal(page.journal.state("10:1"), "");
  assert.equal(page.journal.version("10:1"), 1);
  assert.equal(page.storage.length, 0);
});

test("what did not change is not sent", async () => {
  const page = openPage({ cells: [[10, 1, 4, "", null, "", [[5, "", null, "", 0, 0, null]]]] });

  assert.equal(put(page, five), 0);
  await rest();
  assert.deepEqual(page.server.batches, []);
});

test("without a network the mark waits, survives a reload and goes out by itself", async () => {
  const page = openPage();
  page.server.fault = "down";
  put(page, five);
  await rest();
  assert.equal(page.journal.state("10:1"), "waiting");

  const reloaded = openPage({ storage: page.storage, server: page.server });
  assert.deepEqual(values(reloaded.journal.content(10, 1)), [5]);
  page.server.fault = "";
  reloaded.sender.wake();
  await rest();

  assert.equal(reloaded.journal.state("10:1"), "");
  assert.equal(page.server.cells.get("10:1").version, 1);
});

test("a failure is tried again later and later, at most half a minute apart", async () => {
  const page = openPage();
  page.server.fault = "down";
  put(page, five);
  await rest();

  for (const [wait, tries] of [[1200, 2], [2400, 3], [4800, 4], [9600, 5], [19200, 6], [36000, 7], [36000, 8]]) {
    mock.timers.tick(wait);
    await rest();
    assert.equal(page.server.batches.length, tries);
  }
});

test("an answer lost on its way: the same operation is sent again and applied once", async () => {
  const page = openPage();
  page.server.fault = "lost";
  put(page, five);
  await rest();
  page.server.fault = "";
  page.sender.wake();
  await rest();

  const [first, second] = page.server.batches.map(({ ops }) => ops[0].id);
  assert.equal(first, second);
  assert.equal(page.journal.version("10:1"), 1);
  assert.equal(page.journal.state("10:1"), "");
});

test("typed over before it was sent: only the newest is sent", async () => {
  const page = openPage();

  put(page, five);
  put(page, four);
  await rest();

  assert.equal(page.server.batches.length, 1);
  assert.deepEqual(page.server.batches[0].ops.map(({ cell }) => cell[3][0][0]), [4]);
});

test("typed over while on its way: the second waits for the first and builds on its version", async () => {
  const page = openPage();
  page.server.fault = "lost";
  put(page, five);
  await rest();
  put(page, four);
  page.server.fault = "";
  page.sender.wake();
  await rest();

  assert.equal(page.server.cells.get("10:1").version, 2);
  assert.deepEqual(values(page.journal.content(10, 1)), [4]);
  assert.equal(page.journal.state("10:1"), "");
});

test("a column of marks goes as one batch", async () => {
  const page = openPage();

  page.pen.write([{ lesson: 10, pupil: 1, content: five }, { lesson: 10, pupil: 2, content: four }]);
  await rest();

  assert.deepEqual(page.server.batches.map(({ ops }) => ops.length), [2]);
});

test("a clash shows what is stored, keeps mine beside it, and writes mine when told so", async () => {
  const server = new Server();
  const [mine, theirs] = [openPage({ server }), openPage({ server, me: 4 })];
  put(theirs, four);
  await rest();
  put(mine, five);
  await rest();

  assert.equal(mine.journal.state("10:1"), "clash");
  assert.deepEqual(values(mine.journal.content(10, 1)), [4]);
  const { result, mine: wanted } = mine.journal.problem("10:1");
  assert.deepEqual([result.by, result.at, values(wanted)], ["Иванова А. А.", "9:05", [5]]);

  mine.pen.resolve("10:1", true);
  await rest();
  assert.equal(mine.journal.state("10:1"), "");
  assert.deepEqual(server.cells.get("10:1").cell[3][0][0], 5);
});

test("a clash let go leaves theirs and nothing waiting", async () => {
  const server = new Server();
  put(openPage({ server, me: 4 }), four);
  await rest();
  const page = openPage({ server });
  put(page, five);
  await rest();

  page.pen.resolve("10:1", false);
  await rest();

  assert.equal(page.journal.state("10:1"), "");
  assert.deepEqual(values(page.journal.content(10, 1)), [4]);
  assert.equal(page.storage.length, 0);
});

test("typing over a clash writes over what the person has seen", async () => {
  const server = new Server();
  put(openPage({ server, me: 4 }), four);
  await rest();
  const page = openPage({ server });
  put(page, five);
  await rest();

  put(page, { ...five, comment: "пересдача" });
  await rest();

  assert.equal(page.journal.state("10:1"), "");
  assert.equal(server.cells.get("10:1").cell[2], "пересдача");
});

test("others' changes never touch a cell that waits: it clashes when it is sent", async () => {
  const page = openPage();
  page.server.fault = "down";
  put(page, five);
  await rest();

  page.journal.take({ cells: [[10, 1, 7, "", null, "", [[4, "", null, "", 0, 0, null]]]], lessons: [] });

  assert.deepEqual(values(page.journal.content(10, 1)), [5]);
  page.server.fault = "";
  page.server.cells.set("10:1", { version: 7, cell: ["", null, "", [[4, "", null, "", 0, 0, null]]] });
  page.sender.wake();
  await rest();
  assert.equal(page.journal.state("10:1"), "clash");
});

test("others' changes come in by version; an older one is dropped", () => {
  const page = openPage({ cells: [[10, 1, 4, "", null, "", [[5, "", null, "", 0, 0, null]]]] });
  const painted = [];
  page.journal.addEventListener("cells", ({ detail }) => painted.push(...detail));

  page.journal.take({ cells: [[10, 1, 3, "н", null, "", []], [10, 2, 1, "б", null, "", []]], lessons: [] });

  assert.deepEqual(values(page.journal.content(10, 1)), [5]);
  assert.equal(page.journal.content(10, 2).absence, "б");
  assert.deepEqual(painted, ["10:2"]);
});

test("signed out: what waits stays, and says that it waits", async () => {
  const page = openPage();
  page.server.fault = 401;
  put(page, five);
  await rest();

  assert.equal(page.sender.state, "signed-out");
  assert.equal(page.journal.state("10:1"), "waiting");
  assert.equal(page.storage.length, 1);
});

test("a journal that is no longer mine refuses what waits, with words", async () => {
  const page = openPage();
  page.server.fault = 404;
  put(page, five);
  await rest();

  assert.equal(page.journal.problem("10:1").result.why, "Этот журнал вам больше не доступен");
});

test("a batch the server cannot read is sent one by one, so that only the bad one is lost", async () => {
  const page = openPage();
  const good = page.server.post;
  page.sender.outside.post = async (url, body) => {
    const { ops } = JSON.parse(body);
    return ops.some(({ pupil }) => pupil === 2) ? { status: 400, ok: false, type: "basic" } : good(url, body);
  };

  page.pen.write([{ lesson: 10, pupil: 1, content: five }, { lesson: 10, pupil: 2, content: four }]);
  await rest();

  assert.equal(page.journal.state("10:1"), "");
  assert.equal(page.journal.problem("10:2").result.why, "Сервер не понял эту запись");
});

test("two people on one computer never send each other's marks", async () => {
  const storage = new Storage();
  const server = new Server();
  server.fault = "down";
  put(openPage({ storage, server, me: 3 }), five);
  await rest();
  server.fault = "";
  server.batches = [];

  const other = openPage({ storage, server, me: 4 });
  other.sender.wake();
  await rest();

  assert.deepEqual(server.batches, []);
  assert.deepEqual(values(other.journal.content(10, 1)), []);
});

test("two tabs see each other's marks and answers", async () => {
  const [storage, server] = [new Storage(), new Server()];
  const [left, right] = channels();
  const one = openPage({ storage, server, channel: left });
  const two = openPage({ storage, server, channel: right });

  put(one, five);
  assert.deepEqual(values(two.journal.content(10, 1)), [5]);
  await rest();

  assert.equal(two.journal.state("10:1"), "");
  assert.equal(two.journal.version("10:1"), 1);
});

test("tabs without a network try in their own time and do not wake each other for ever", async () => {
  const [storage, server] = [new Storage(), new Server()];
  server.fault = "down";
  const [left, right] = channels();
  const [one, two] = [openPage({ storage, server, channel: left }), openPage({ storage, server, channel: right })];
  for (const page of [one, two]) page.shelf.addEventListener("heard", () => page.sender.wake());

  put(one, five);
  await rest();

  assert.equal(two.journal.state("10:1"), "waiting");
  assert.ok(server.batches.length <= 3, `${server.batches.length} tries at once`);
});

test("what lies broken in the storage does not stop the rest", async () => {
  const storage = new Storage();
  storage.setItem("parta/waiting/3/broken", "{");
  storage.setItem("parta/waiting/3/old", '{"other": true}');
  const page = openPage({ storage });

  put(page, five);
  await rest();

  assert.equal(page.journal.state("10:1"), "");
});

test("a browser that keeps nothing still sends, and says so", async () => {
  const page = openPage({ storage: null });
  page.server.fault = "down";
  put(page, five);
  await rest();
  assert.equal(page.shelf.failed, true);

  page.server.fault = "";
  page.sender.wake();
  await rest();
  assert.equal(page.journal.state("10:1"), "");
});

test("undo is a new operation; what somebody changed since is left alone", async () => {
  const page = openPage();
  page.pen.write([{ lesson: 10, pupil: 1, content: five }, { lesson: 10, pupil: 2, content: five }]);
  await rest();
  page.journal.take({ cells: [[10, 2, 9, "н", null, "", []]], lessons: [] });

  assert.deepEqual(page.pen.undo(), { done: ["10:1"], left: 1 });
  await rest();

  assert.deepEqual(values(page.journal.content(10, 1)), []);
  assert.equal(page.server.cells.get("10:1").version, 2);
  assert.deepEqual(page.pen.redo(), { done: ["10:1"], left: 1 });
});

test("a column's kind is written, shown and undone like a mark", async () => {
  const page = openPage();
  page.server.cells.set("column:11", { version: 2, record: {} });

  page.pen.writeKind(11, 2);
  assert.equal(page.journal.columnKind(11), 2);
  await rest();

  assert.equal(page.journal.state("column:11"), "");
  assert.deepEqual(page.server.batches[0].ops[0].record, { kind: 2 });
  assert.deepEqual(page.pen.undo().done, ["column:11"]);
  assert.equal(page.journal.columnKind(11), null);
});

test("a roll call is one batch, and is noted once every absence is settled", async () => {
  const page = openPage({ roll: true });

  page.pen.write([{ lesson: 10, pupil: 1, content: { ...five, marks: [], absence: "н" } }]);
  page.pen.noteRoll(10);
  await rest();

  assert.deepEqual(page.server.batches.map(({ ops, roll }) => [ops.length, roll]), [[1, true]]);
  assert.equal(page.journal.state("roll:10"), "");
});

test("with everybody here the roll call is noted without operations", async () => {
  const page = openPage({ roll: true });

  page.pen.noteRoll(10);
  await rest();

  assert.deepEqual(page.server.batches.map(({ ops, roll }) => [ops.length, roll]), [[0, true]]);
  assert.equal(page.storage.length, 0);
});

test("a clash in a roll call holds the note back until it is decided", async () => {
  const server = new Server();
  put(openPage({ server, me: 4 }), four);
  await rest();
  const page = openPage({ server, roll: true });
  page.pen.write([{ lesson: 10, pupil: 1, content: { ...five, marks: [], absence: "н" } }]);
  page.pen.noteRoll(10);
  await rest();
  assert.equal(page.journal.state("10:1"), "clash");
  assert.equal(page.journal.state("roll:10"), "saving");

  page.pen.resolve("10:1", false);
  await rest();

  assert.equal(page.journal.state("roll:10"), "");
});

test("a lesson that was closed meanwhile refuses its roll call with the server's words", async () => {
  const page = openPage({ roll: true });
  page.server.fault = 409;
  page.pen.noteRoll(10);
  await rest();

  assert.equal(page.journal.problem("roll:10").result.why, "Период закрыт");
});

/** Two ends of a channel between tabs. */
function channels() {
  const ends = [new EventTarget(), new EventTarget()];
  const copy = (news) => structuredClone(news);
  for (const [place, end] of ends.entries()) {
    end.postMessage = (news) => ends[1 - place].dispatchEvent(Object.assign(new Event("message"), { data: copy(news) }));
  }
  return ends;
}
