// Something the page looks up again and again: while typing, or whenever the core tells of a change. An answer that a
// later question has overtaken is not shown.

export class Latest<T> {
  value = $state.raw<T | null>(null);
  failure = $state<string | null>(null);
  #asked = 0;

  async ask(work: () => Promise<T>): Promise<void> {
    const mine = ++this.#asked;
    try {
      const value = await work();
      if (mine !== this.#asked) return;
      this.value = value;
      this.failure = null;
    } catch (error) {
      if (mine === this.#asked) this.failure = error instanceof Error ? error.message : String(error);
    }
  }
}
