// @vitest-environment node
// Whether a page learns that the access is over, whatever a proxy does to the relay's stream; by a clock of the test's own.
import { afterEach, expect, test } from "vitest";

import type { Network } from "../network/ask";
import { utf8 } from "../protocol/bytes";
import { parseOrigin, type Origin } from "../protocol/origin";
import type { Pause } from "./pause";
import { Relay, type Visit } from "./relay";
import { watch } from "./watch";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const ended = "event: ended\ndata: ended\n\n";
const fill = (length: number, value: number) => new Uint8Array(length).fill(value);
const visit: Visit = { seed: fill(32, 1), mailbox: fill(16, 2), opening: fill(16, 3) };

/** Time that passes only when the test says so. */
class Clock {
  #now = 0;
  #waiting: { at: number; wake: () => void }[] = [];

  readonly pause: Pause = (ms, stop) =>
    new Promise((wake) => {
      if (stop.aborted || ms === 0) return wake();
      const end = () => {
        stop.removeEventListener("abort", end);
        wake();
      };
      this.#waiting.push({ at: this.#now + ms, wake: end });
      stop.addEventListener("abort", end);
    });

  /** Lets time pass, second by second. */
  async pass(ms: number): Promise<void> {
    await settled();
    for (const until = this.#now + ms; this.#now < until;) {
      this.#now += SECOND;
      const due = this.#waiting.filter(({ at }) => at <= this.#now);
      this.#waiting = this.#waiting.filter(({ at }) => at > this.#now);
      for (const { wake } of due) wake();
      await settled();
    }
  }
}

/** Everything that can go on without time has gone on. */
const settled = async () => {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((done) => setImmediate(done));
};

/** A relay behind a proxy: `streams` says what becomes of a request for a stream. */
class Behind {
  readonly clock = new Clock();
  readonly stop = new AbortController();
  /** How often it was asked, and how many streams were opened. */
  asked = 0;
  opened = 0;
  /** The patient stopped the access. */
  over = false;
  isBlank = false;
  /** Writes into the stream that is open. */
  send: (line: string) => void = () => undefined;
  cut: () => void = () => undefined;

  constructor(private readonly streams: "held" | "bodiless" | "open" | "refused") {
    const relay = new Relay(this.#network, parseOrigin("https://relay.example") as Origin, () => 0);
    const by = { stop: this.stop.signal, pause: this.clock.pause };
    void watch(relay, visit, by, () => (this.isBlank = true));
  }

  readonly #network: Network = async (url, { method, headers, signal }) => {
    const given = { headers: { "replay-nonce": "abc" } };
    if (method === "HEAD") return new Response(null, given);
    expect(url).toContain("/events");
    if (new Headers(headers).get("accept") === "text/event-stream") return this.#stream(signal ?? null);
    this.asked += 1;
    return new Response(null, { ...given, status: this.over ? 404 : 204 });
  };

  #stream(signal: AbortSignal | null): Promise<Response> {
    this.opened += 1;
    const aborted = new Promise<never>((_, fail) =>
      signal?.addEventListener("abort", () => fail(new Error("aborted"))),
    );
    aborted.catch(() => undefined);
    if (this.streams === "held") return aborted;
    if (this.over || this.streams === "refused") return Promise.resolve(new Response(null, { status: 404 }));
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        aborted.catch((error: unknown) => controller.error(error));
        this.send = (line) => controller.enqueue(utf8(line));
        this.cut = () => controller.close();
      },
    });
    if (this.streams === "open") this.send(":\n\n");
    return Promise.resolve(new Response(body));
  }
}

let behind: Behind;
afterEach(() => behind.stop.abort());

test("a stream that comes through tells at once, and nobody asks", async () => {
  behind = new Behind("open");
  for (let beat = 0; beat < 8; beat += 1) {
    await behind.clock.pass(15 * SECOND);
    behind.send(":\n\n");
  }
  expect([behind.asked, behind.opened, behind.isBlank]).toEqual([0, 1, false]);
  behind.send(ended.slice(0, 9));
  await settled();
  behind.send(ended.slice(9));
  await settled();
  expect(behind.isBlank).toBe(true);
});

test.each(["held", "bodiless"] as const)("behind a proxy: %s, the relay is asked every 5 s", async (how) => {
  behind = new Behind(how);
  await behind.clock.pass(16 * SECOND);
  expect(behind.asked).toBe(3);
  await behind.clock.pass(3 * MINUTE);
  expect(behind.asked).toBeGreaterThanOrEqual(38);
  expect([behind.opened, behind.isBlank]).toEqual([1, false]);
  behind.over = true;
  await behind.clock.pass(6 * SECOND);
  expect(behind.isBlank).toBe(true);
  const { asked } = behind;
  await behind.clock.pass(MINUTE);
  expect(behind.asked).toBe(asked);
});

test("a stop in the first seconds is learnt while the stream is still waited for", async () => {
  behind = new Behind("held");
  behind.over = true;
  await behind.clock.pass(6 * SECOND);
  expect(behind.isBlank).toBe(true);
});

test("a stream is tried again after ten minutes, and asked beside it until it speaks", async () => {
  behind = new Behind("bodiless");
  await behind.clock.pass(10 * MINUTE);
  expect(behind.opened).toBe(1);
  await behind.clock.pass(MINUTE);
  expect(behind.opened).toBe(2);
  const { asked } = behind;
  await behind.clock.pass(10 * SECOND);
  expect(behind.asked).toBe(asked + 2);
});

test("a stream that falls silent is given up, and asking takes its place", async () => {
  behind = new Behind("open");
  await behind.clock.pass(19 * SECOND);
  expect(behind.asked).toBe(0);
  await behind.clock.pass(2 * SECOND);
  expect(behind.asked).toBe(1);
  behind.over = true;
  await behind.clock.pass(6 * SECOND);
  expect(behind.isBlank).toBe(true);
});

test("a stream that was cut off is opened again", async () => {
  behind = new Behind("open");
  await behind.clock.pass(8 * SECOND);
  behind.cut();
  await behind.clock.pass(2 * SECOND);
  expect([behind.opened, behind.asked]).toEqual([2, 0]);
  behind.cut();
  behind.over = true;
  await behind.clock.pass(2 * SECOND);
  expect(behind.isBlank).toBe(true);
});

test("a refused stream is no reason to wait: the relay is asked at once", async () => {
  behind = new Behind("refused");
  behind.over = true;
  await settled();
  await settled();
  expect(behind.isBlank).toBe(true);
});

test("whoever stops watching is told nothing, and nothing is asked any more", async () => {
  behind = new Behind("held");
  await behind.clock.pass(30 * SECOND);
  behind.stop.abort();
  const { asked } = behind;
  behind.over = true;
  await behind.clock.pass(MINUTE);
  expect([behind.asked, behind.opened, behind.isBlank]).toEqual([asked, 1, false]);
});
