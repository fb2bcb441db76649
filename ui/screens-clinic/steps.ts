// The steps from a patient's code to the record on the screen, each with the moment when it was over, as the page itself and an
// observer in it tell them.
import type { Page } from "playwright-core";
import { expect } from "vitest";

import { paste } from "./visit";

/** A step and when it was over, in milliseconds since the first one. */
export type Step = [name: string, at: number];
export type Run = { steps: Step[]; /** The longest time in which the page answered nobody. */ stood: number };

/**
 * In the page, from its start: notes what the page itself cannot know, which is when a code came in, by keys or before the
 * camera, when something was drawn, and its pauses.
 */
export function observe(): void {
  window.noted = [];
  const note = (name: string, at = performance.now()) => window.noted.push([name, at]);
  const drawn = (name: string, selector: string) => {
    if (window.noted.some(([one]) => one === name) || !document.querySelector(selector)) return;
    note(name);
  };
  window.addEventListener("keydown", ({ key }) => void (key === "Enter" && note("code")), true);

  /** Looks at the middle of each frame: a desk is of one grey, a code is not. */
  const eye = new OffscreenCanvas(16, 16).getContext("2d", { willReadFrequently: true });
  const watched = new WeakSet<HTMLVideoElement>();
  const watch = (video: HTMLVideoElement) =>
    video.requestVideoFrameCallback((_, { captureTime, presentationTime }) => {
      const [left, top] = [video.videoWidth / 2 - 80, video.videoHeight / 2 - 80];
      eye?.drawImage(video, left, top, 160, 160, 0, 0, 16, 16);
      const dots = eye?.getImageData(0, 0, 16, 16).data.filter((_, at) => at % 4 === 0) ?? [];
      if (Math.max(...dots) - Math.min(...dots) > 60) note("code", captureTime ?? presentationTime);
      else watch(video);
    });
  const look = () => {
    const video = document.querySelector("video");
    if (video && !watched.has(video)) {
      watched.add(video);
      watch(video);
    }
    requestAnimationFrame(() =>
      setTimeout(() => {
        drawn("first rows", "main tbody tr");
        drawn("all rows", "main[aria-busy=false] .block");
      }),
    );
  };
  document.addEventListener("DOMContentLoaded", () =>
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true }),
  );
  let before = performance.now();
  setInterval(() => {
    const now = performance.now();
    window.pauses.push([before, now - before]);
    before = now;
  }, 4);
  window.pauses = [];
}

/** Pastes a code into a page that stands ready, and waits for all of the record. */
export async function pasted(page: Page, code: string): Promise<Run> {
  await page.evaluate(() => (performance.clearMarks(), (window.noted = [])));
  await paste(page, code);
  return drawn(page);
}

/** Waits for all of the record, and gives the steps since its code came in. */
export async function drawn(page: Page): Promise<Run> {
  await expect
    .poll(() => page.evaluate(() => window.noted.at(-1)?.[0]), { timeout: 30_000, interval: 100 })
    .toBe("all rows");
  return page.evaluate(() => {
    const marks = performance
      .getEntriesByType("mark")
      .filter(({ name }) => name.startsWith("keepwell:"))
      .map(({ name, startTime }): [string, number] => [name.slice(9), startTime]);
    const all = [...window.noted, ...marks].sort(([, one], [, two]) => one - two);
    const start = all.find(([name]) => name === "code")?.[1] ?? 0;
    const end = all.at(-1)?.[1] ?? 0;
    const pauses = window.pauses.filter(([at]) => at > start && at < end).map(([, length]) => length);
    return {
      steps: all.map(([name, at]): [string, number] => [name, at - start]),
      stood: Math.max(0, ...pauses),
    };
  });
}

/** Each step by the middle of its times, and how long each took. */
export function tell(what: string, runs: Run[]): void {
  let before = 0;
  const steps = (runs[0]?.steps ?? []).map(([name]) => {
    const at = middle(runs.flatMap(({ steps }) => steps.find(([one]) => one === name)?.[1] ?? []));
    const took = at - before;
    before = at;
    return `${name} ${at.toFixed(0)} (+${took.toFixed(0)})`;
  });
  const stood = runs.map((one) => one.stood);
  console.log(
    `${what}, p50 of ${runs.length}, ms since the code came in: ${steps.join(", ")}; ` +
      `longest pause ${middle(stood).toFixed(0)}, at worst ${Math.max(...stood).toFixed(0)}`,
  );
}

export function middle(numbers: number[]): number {
  return [...numbers].sort((one, two) => one - two)[numbers.length >> 1] ?? NaN;
}

declare global {
  interface Window {
    noted: Step[];
    /** Since when, and for how long, in milliseconds. */ pauses: [number, number][];
  }
}
