// A picture of a code that moves: each module in its place, a quiet margin around, nothing else.
import { expect, test } from "vitest";

import { drawn, widthOf } from "./moving";

test("each bit is a module, behind a margin of four", () => {
  // ■□■ / □■□ / □□■
  const code = {
    side: 3,
    rate: 8,
    needed: 1,
    pictures: [btoa(String.fromCharCode(0b10101000, 0b10000000))],
    words: null,
  };
  expect(widthOf(code)).toBe(11);
  const dots = drawn(code, 0);
  const dark = Array.from({ length: 121 }, (_, at) => at).filter((at) => dots[at * 4] === 0);
  expect(dark.map((at) => [(at % 11) - 4, Math.floor(at / 11) - 4])).toEqual([
    [0, 0],
    [2, 0],
    [1, 1],
    [2, 2],
  ]);
  expect(dots.filter((_, at) => at % 4 === 3).every((opacity) => opacity === 255)).toBe(true);
});
