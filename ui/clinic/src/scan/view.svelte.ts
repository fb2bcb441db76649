// Where the camera stands on this page: not asked for yet, starting, on, or in trouble. Once somebody has turned it on, it
// starts by itself whenever it is needed; it is closed whenever it is not.
import { CameraError, closeCamera, openCamera, outlook, type Trouble } from "./camera";
import { prepare } from "./decode";

export type View =
  | { at: "unknown" }
  | { at: "off" }
  | { at: "starting" }
  | { at: "on"; stream: MediaStream }
  | { at: "trouble"; trouble: Trouble };

/** What the person chose last, for as long as the page is open. */
let chosen: "on" | "off" | null = null;

export class CameraView {
  view = $state.raw<View>({ at: "unknown" });
  #needed = true;

  /** Starts by itself where it may. */
  async arrive(): Promise<void> {
    this.#needed = true;
    const found = await outlook();
    if (!this.#needed || this.view.at === "on" || this.view.at === "starting") return;
    const goes = found === "allowed" || (found === "off" && chosen === "on");
    if (goes && chosen !== "off") return this.start();
    this.view = found === "off" || found === "allowed" ? { at: "off" } : { at: "trouble", trouble: found };
  }

  async start(): Promise<void> {
    chosen = "on";
    this.view = { at: "starting" };
    // The reader comes while the camera opens.
    prepare();
    try {
      const stream = await openCamera();
      if (!this.#needed) return closeCamera(stream);
      this.view = { at: "on", stream };
      // Pulled out, or taken by another program.
      stream.getVideoTracks()[0]?.addEventListener("ended", () => this.#lost(stream));
    } catch (error) {
      this.view = { at: "trouble", trouble: error instanceof CameraError ? error.trouble : "failed" };
    }
  }

  /** Off, until somebody turns it on. */
  turnOff(): void {
    chosen = "off";
    this.#close({ at: "off" });
  }

  /** Not needed now: nobody looks, or a code is being opened. */
  rest(): void {
    this.#needed = false;
    this.#close({ at: "unknown" });
  }

  #close(next: View): void {
    if (this.view.at === "on") closeCamera(this.view.stream);
    this.view = next;
  }

  #lost(stream: MediaStream): void {
    if (this.view.at === "on" && this.view.stream === stream)
      this.view = { at: "trouble", trouble: "failed" };
  }
}
