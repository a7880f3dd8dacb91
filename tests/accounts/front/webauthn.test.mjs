/** Keys travel between JSON and bytes without loss. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { answerOf, refusal, toAsk, toBytes, toCreate, toText } from "../../../src/parta/accounts/static/accounts/webauthn.js";

const OPTIONS = {
  challenge: "-_8A",
  rp: { id: "localhost", name: "localhost" },
  user: { id: "Mw", name: "olga", displayName: "olga" },
  excludeCredentials: [{ type: "public-key", id: "AQID" }],
  authenticatorSelection: { userVerification: "preferred" },
};

for (const [text, bytes] of [["", []], ["AQID", [1, 2, 3]], ["-_8A", [251, 255, 0]], ["Mw", [51]]]) {
  test(`«${text}» is ${bytes.length} bytes both ways`, () => {
    assert.deepEqual([...toBytes(text)], bytes);
    assert.equal(toText(Uint8Array.from(bytes)), text);
  });
}

test("options of a new key come in bytes, other keys are named to be left out", () => {
  const options = toCreate(OPTIONS, false);

  assert.deepEqual([...options.challenge], [251, 255, 0]);
  assert.deepEqual([...options.user.id], [51]);
  assert.equal(options.user.name, "olga");
  assert.deepEqual([...options.excludeCredentials[0].id], [1, 2, 3]);
  assert.equal(options.authenticatorSelection.userVerification, "preferred");
  assert.equal(options.authenticatorSelection.residentKey, "discouraged");
});

test("a key that signs in by itself keeps the account and checks its owner", () => {
  const selection = toCreate(OPTIONS, true).authenticatorSelection;

  assert.deepEqual(selection, { userVerification: "required", residentKey: "required", requireResidentKey: true });
});

test("asking without known keys lets the person choose", () => {
  assert.deepEqual(toAsk({ challenge: "AQID", userVerification: "required" }).allowCredentials, []);
});

test("the answer goes back as text, empty parts left out", () => {
  const credential = {
    id: "AQID", rawId: Uint8Array.of(1, 2, 3).buffer, type: "public-key",
    response: { clientDataJSON: Uint8Array.of(51).buffer, signature: Uint8Array.of(251, 255).buffer, userHandle: null },
    getClientExtensionResults: () => ({ credProps: { rk: true } }),
  };

  assert.deepEqual(answerOf(credential), {
    id: "AQID", rawId: "AQID", type: "public-key", response: { clientDataJSON: "Mw", signature: "-_8" },
    clientExtensionResults: { credProps: { rk: true } },
  });
});

test("every refusal has words", () => {
  assert.match(refusal("NotAllowedError"), /вышло время/);
  assert.match(refusal("SecurityError"), /по его имени/);
  assert.match(refusal("anything else"), /войдите по паролю/);
});
