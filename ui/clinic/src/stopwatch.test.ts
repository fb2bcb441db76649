// Time goes on whoever sets the clock.
import { afterEach, expect, test, vi } from "vitest";

import { Stopwatch } from "./stopwatch";

afterEach(() => {
  vi.useRealTimers();
});

test("a clock that is set back changes nothing, and one that went on while the machine slept counts", () => {
  vi.useFakeTimers({ now: 1_000_000 });
  const watch = new Stopwatch();
  vi.advanceTimersByTime(5_000);
  expect(watch.elapsed()).toBe(5_000);
  vi.setSystemTime(0);
  expect(watch.elapsed()).toBe(5_000);
  vi.setSystemTime(1_000_000 + 3_600_000);
  expect(watch.elapsed()).toBe(3_600_000);
});
