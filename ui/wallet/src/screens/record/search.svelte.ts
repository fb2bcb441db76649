// What was found for what was asked last. While the next answer is on its way the last one stays on the screen, and an
// answer that comes too late is dropped.
import type { Backend, RecordLine } from "../../backend/backend";
import { refusal } from "../../refusal";
import { PIECE, type Wish } from "./query";

export type Found = { wish: Wish; total: number; begin: RecordLine[]; turn: number };

export class Search {
  found = $state.raw<Found | null>(null);
  failure = $state<string | null>(null);
  #turn = 0;

  constructor(private readonly backend: Backend) {}

  async ask(wish: Wish): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    try {
      const page = await this.backend.records({ ...wish, offset: 0, limit: PIECE });
      if (turn !== this.#turn) return;
      this.found = { wish, total: page.total, begin: page.lines, turn };
      this.failure = null;
    } catch (error) {
      if (turn === this.#turn) this.failure = refusal(error);
    }
  }
}
