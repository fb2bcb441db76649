// The question for more time: once a minute, and called asked only when it is with the patient's wallet.
import { expect, test } from "vitest";

import { Asking } from "./asking.svelte";

const MINUTE_MS = 60_000;

/** A wallet that is told, or cannot be reached. */
function wallet() {
  const told: string[] = [];
  const telling = {
    isBehind: false,
    told,
    tell: (kind: string) => Promise.resolve(void told.push(kind)),
  };
  return telling;
}

test("the wallet is asked once a minute, however often somebody presses", async () => {
  const telling = wallet();
  let now = 1_795_000_000_000;
  const asking = new Asking(telling, () => now);
  expect(asking.state).toBe("never");
  for (const at of [0, 1, MINUTE_MS - 1, MINUTE_MS, MINUTE_MS + 1]) {
    now = 1_795_000_000_000 + at;
    await asking.ask();
  }
  expect(telling.told).toEqual(["asked", "asked"]);
  expect(asking.at).toBe(1_795_000_000_000 + MINUTE_MS);
});

test("what is on its way or could not be sent is not called asked", async () => {
  const telling = wallet();
  const asking = new Asking(telling, () => 0);
  const asked = asking.ask();
  expect(asking.state).toBe("sending");
  telling.isBehind = true;
  await asked;
  expect(asking.state).toBe("behind");
  telling.isBehind = false;
  expect(asking.state).toBe("asked");
});
