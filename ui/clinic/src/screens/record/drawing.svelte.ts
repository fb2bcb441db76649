// Long lists are drawn a few rows at a time, each list in its turn: as much as fits into one frame, then the page has the
// thread back. What is short stands there at once.
import { flushSync, tick } from "svelte";

/** How many rows of a list are drawn in one turn. */
const STEP = 10;
/** How long rows are drawn before the page gets a turn, in milliseconds. */
const BUDGET_MS = 12;

class Drawing {
  /** Whether rows are still to come. */
  isBusy = $state(false);
  readonly #waiting: (() => boolean)[] = [];

  /** Calls `more` with a number of rows, turn by turn, until it says that it has enough. */
  ask(more: (rows: number) => boolean): void {
    this.#waiting.push(() => flushSync(() => more(STEP)));
    if (this.isBusy) return;
    this.isBusy = true;
    void this.#draw();
  }

  async #draw(): Promise<void> {
    // Everybody who is drawn together is in the queue before the first turn.
    await tick();
    for (let start = performance.now(); ;) {
      const turn = this.#waiting.shift();
      if (!turn) break;
      if (!turn()) this.#waiting.push(turn);
      if (performance.now() - start < BUDGET_MS) continue;
      await frame();
      start = performance.now();
    }
    this.isBusy = false;
  }
}

export const drawing = new Drawing();

/** The next frame has been drawn; a window that nobody sees draws none, and does not wait for it. */
function frame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 100);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      setTimeout(resolve);
    });
  });
}
