// Whose turn it is to be drawn: of the pieces of a list that came near the screen, one a frame, the nearest first. So no
// frame takes longer than one piece, however fast somebody scrolls, and what was only passed is never read nor drawn.

/** What waits for its turn. */
type Waiting = { distance: () => number; draw: () => Promise<void> };

export class Turns<Key> {
  readonly #waiting = new Map<Key, Waiting>();
  readonly #nextFrame: () => Promise<void>;
  #isBusy = false;

  constructor(nextFrame: () => Promise<void>) {
    this.#nextFrame = nextFrame;
  }

  /** Draws in one of the next frames, sooner the smaller its distance is by then. What fails may be asked for again. */
  ask(key: Key, distance: () => number, draw: () => Promise<void>): void {
    this.#waiting.set(key, { distance, draw });
    void this.#take();
  }

  /** What went away before its turn is not drawn. */
  forget(key: Key): void {
    this.#waiting.delete(key);
  }

  async #take(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let key = this.#nearest(); key !== null; key = this.#nearest()) {
      const next = this.#waiting.get(key);
      this.#waiting.delete(key);
      await next?.draw().catch(() => undefined);
      await this.#nextFrame();
    }
    this.#isBusy = false;
  }

  #nearest(): Key | null {
    let [nearest, least]: [Key | null, number] = [null, Infinity];
    for (const [key, { distance }] of this.#waiting) {
      const far = distance();
      if (far < least || nearest === null) [nearest, least] = [key, far];
    }
    return nearest;
  }
}

/** The turns of the lists of this page. */
export const turns = new Turns<HTMLElement>(() => new Promise((done) => requestAnimationFrame(() => done())));
