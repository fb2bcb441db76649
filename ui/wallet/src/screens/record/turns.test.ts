import { expect, test } from "vitest";

import { Turns } from "./turns";

/** Frames that come when the test says so. */
function frames() {
  const waiting: (() => void)[] = [];
  const come = async () => {
    waiting.splice(0).forEach((done) => done());
    await settle();
  };
  return { next: () => new Promise<void>((done) => waiting.push(done)), come };
}

const settle = () => new Promise((done) => setTimeout(done, 0));

test("one piece is drawn in a frame, and of several the nearest", async () => {
  const { next, come } = frames();
  const turns = new Turns<string>(next);
  const drawn: string[] = [];
  const draw = (name: string) => async () => void drawn.push(name);
  turns.ask("first", () => 900, draw("first"));
  turns.ask("far", () => 900, draw("far"));
  turns.ask("near", () => 10, draw("near"));
  await settle();
  expect(drawn).toEqual(["first"]);
  await come();
  expect(drawn).toEqual(["first", "near"]);
  await come();
  expect(drawn).toEqual(["first", "near", "far"]);
});

test("what went by before its turn is never drawn", async () => {
  const { next, come } = frames();
  const turns = new Turns<string>(next);
  const drawn: string[] = [];
  turns.ask(
    "first",
    () => 0,
    async () => void drawn.push("first"),
  );
  turns.ask(
    "passed",
    () => 0,
    async () => void drawn.push("passed"),
  );
  await settle();
  turns.forget("passed");
  await come();
  turns.ask(
    "last",
    () => 0,
    async () => void drawn.push("last"),
  );
  await come();
  expect(drawn).toEqual(["first", "last"]);
});

test("a piece that cannot be read holds nobody up", async () => {
  const { next, come } = frames();
  const turns = new Turns<string>(next);
  const drawn: string[] = [];
  turns.ask(
    "broken",
    () => 0,
    () => Promise.reject(new Error("away")),
  );
  turns.ask(
    "whole",
    () => 0,
    async () => void drawn.push("whole"),
  );
  await settle();
  await come();
  expect(drawn).toEqual(["whole"]);
});
