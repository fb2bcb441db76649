// Time that nobody can turn back: the page's own clock, and this computer's where that one slept with the machine.

export class Stopwatch {
  readonly #page = performance.now();
  readonly #computer = Date.now();

  /** Milliseconds since this was made. A clock that somebody sets back changes nothing; set forward, time ends sooner. */
  elapsed(): number {
    return Math.max(performance.now() - this.#page, Date.now() - this.#computer);
  }
}
