// One thing the page is doing: whether it still runs, and the sentence when it failed. Screens share it so that every
// button waits and every refusal is said in the same way.

export class Task {
  running = $state(false);
  failure = $state<string | null>(null);

  async run(work: () => Promise<void>): Promise<void> {
    if (this.running) return;
    this.running = true;
    this.failure = null;
    try {
      await work();
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    } finally {
      this.running = false;
    }
  }
}
