// One thing the page is doing: whether it still runs, and the sentence when it failed. Screens share it so that every
// button waits and every refusal is said in the same way.
import { refusal } from "./refusal";

export class Task {
  running = $state(false);
  failure = $state<string | null>(null);
  /** The refusal's code ("wrong_passphrase"), for screens that act on it. */
  code = $state<string | null>(null);

  private wanted = false;

  /** As `run`, but what is asked for while it runs is done once more: for a look that must not miss what is newest. */
  async renew(work: () => Promise<void>): Promise<void> {
    this.wanted = true;
    if (this.running) return;
    while (this.wanted) {
      this.wanted = false;
      await this.run(work);
    }
  }

  /** Runs the work unless something runs already. Whether it went well. */
  async run(work: () => Promise<void>): Promise<boolean> {
    if (this.running) return false;
    this.running = true;
    this.failure = null;
    this.code = null;
    try {
      await work();
      return true;
    } catch (error) {
      this.failure = refusal(error);
      this.code = error instanceof Error && "code" in error ? String(error.code) : null;
      return false;
    } finally {
      this.running = false;
    }
  }
}
