// Waiting, so that whoever waits can be given another clock.

/** Waits for some milliseconds; comes back early when it is stopped. */
export type Pause = (ms: number, stop: AbortSignal) => Promise<void>;

/** By this computer's timers. */
export const pause: Pause = (ms, stop) =>
  new Promise((resolve) => {
    const timer = setTimeout(end, ms);
    function end() {
      clearTimeout(timer);
      stop.removeEventListener("abort", end);
      resolve();
    }
    if (stop.aborted) end();
    else stop.addEventListener("abort", end);
  });
