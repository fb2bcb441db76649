// A desk goes by the ledger's time, whatever its own computer believes.
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Ledger } from "../ledger/ledger";
import { DeskClock } from "./clock";

const REAL = 1_795_000_000;
const HOUR = 3600;
const random = (length: number) => new Uint8Array(length);

beforeEach(() => void vi.useFakeTimers({ now: (REAL + 3 * HOUR) * 1000 }));
afterEach(() => void vi.useRealTimers());

function clock(): DeskClock {
  return new DeskClock({ now: () => Math.floor(Date.now() / 1000), random });
}

/** A ledger that answers after so long; never, when nothing is given. */
function ledger(answersAfter?: number): Ledger {
  const time = () =>
    new Promise<number>((answer) => {
      if (answersAfter !== undefined) setTimeout(() => answer(REAL), answersAfter);
    });
  return { time } as unknown as Ledger;
}

test("the ledger's time counts, and setting the computer's clock changes nothing", async () => {
  const desk = clock();
  const asked = desk.ask(ledger(10));
  await vi.advanceTimersByTimeAsync(10);
  await asked;
  expect([desk.isSigned, desk.now()]).toEqual([true, REAL]);
  await vi.advanceTimersByTimeAsync(2000);
  vi.setSystemTime(0);
  expect(desk.now()).toBe(REAL + 2);
  vi.setSystemTime((REAL + 1000 * HOUR) * 1000);
  expect(desk.now()).toBe(REAL + 2);
});

test("a ledger that does not answer is not waited for, and counts once it does", async () => {
  const desk = clock();
  const asked = desk.ask(ledger(5000));
  await vi.advanceTimersByTimeAsync(1000);
  await asked;
  expect([desk.isSigned, desk.now()]).toEqual([false, REAL + 3 * HOUR + 1]);
  await vi.advanceTimersByTimeAsync(4000);
  expect([desk.isSigned, desk.now()]).toEqual([true, REAL]);
});

test("what was signed stays when the ledger is away or refuses", async () => {
  const desk = clock();
  await Promise.all([desk.ask(ledger(0)), vi.advanceTimersByTimeAsync(0)]);
  const away = { time: () => Promise.reject(new Error("away")) } as unknown as Ledger;
  await desk.ask(away);
  expect([desk.isSigned, desk.now()]).toEqual([true, REAL]);
});
