import { expect, test } from "vitest";

import { Task } from "./task.svelte";

test("what is asked for while a look runs is looked up once more, and a press is not", async () => {
  const task = new Task();
  let looks = 0;
  let go = () => {};
  const first = task.renew(() => {
    looks += 1;
    return looks === 1 ? new Promise((resolve) => (go = resolve)) : Promise.resolve();
  });
  void task.renew(() => Promise.reject(new Error("this look is not the one that runs")));
  void task.renew(() => Promise.reject(new Error("nor this")));
  expect(await task.run(() => Promise.resolve())).toBe(false);
  go();
  await first;
  expect(looks).toBe(2);
  expect(task.failure).toBeNull();
  expect(await task.run(() => Promise.resolve())).toBe(true);
});
