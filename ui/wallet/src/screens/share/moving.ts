// One picture of a code that moves, as dots: black on white, with the quiet margin that readers need.
import type { MovingCode } from "$wallet/backend/backend";

/** Light modules on every side. */
const QUIET = 4;

/** Dots a side, one for each module. */
export function widthOf({ side }: MovingCode): number {
  return side + 2 * QUIET;
}

/** Red, green, blue and opacity of each dot, row by row. */
export function drawn(code: MovingCode, number: number): Uint8ClampedArray<ArrayBuffer> {
  const { side, pictures } = code;
  const bits = atob(pictures[number] ?? "");
  const dots = new Uint8ClampedArray(widthOf(code) ** 2 * 4).fill(255);
  for (let at = 0; at < side * side; at += 1) {
    const isDark = (bits.charCodeAt(at >> 3) & (128 >> (at & 7))) !== 0;
    const dot = (Math.floor(at / side) + QUIET) * widthOf(code) + (at % side) + QUIET;
    if (isDark) dots.fill(0, dot * 4, dot * 4 + 3);
  }
  return dots;
}
