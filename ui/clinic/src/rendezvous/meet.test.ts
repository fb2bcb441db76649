// @vitest-environment node
// This page meets a real wallet on a real server, both ways round: the words agree, and the grant's code arrives.
import type { ChildProcessWithoutNullStreams } from "node:child_process";

import { afterAll, beforeAll, expect, test } from "vitest";

import type { Generation } from "../desk/keys";
import type { World } from "../open/open";
import { program, Stage } from "../open/program";
import type { Bytes } from "../protocol/bytes";
import { parseLink } from "../protocol/link";
import { parseOrigin, type Origin } from "../protocol/origin";
import { askFirst, showScreen, type Meeting } from "./meet";
import { makePassing } from "./passing";
import { sharing, told } from "./patient";

const found = program();
if (!found) console.log("skipped: keepwell is not built (cargo build --bin keepwell)");
const stage = new Stage(found ?? "");
const run = test.skipIf(!found);
const world: World = {
  network: (url, init) => fetch(url, init),
  now: () => Math.floor(Date.now() / 1000),
  random: (length): Bytes => crypto.getRandomValues(new Uint8Array(length)),
};

let relay: Origin;
let generation: Generation;

beforeAll(async () => {
  if (!found) return;
  await stage.serve();
  relay = parseOrigin(stage.info.url) as Origin;
  stage.wallet("init", "--server", stage.info.url);
  stage.wallet("import", "--sample");
  const place = { relay, page: relay };
  generation = await makePassing(world, place, "This screen, not checked by anyone");
}, 60_000);

afterAll(() => stage.end());

run(
  "the patient scans this screen, which had no key before",
  async () => {
    const states: Meeting[] = [];
    const stop = new AbortController();
    let wallet: ChildProcessWithoutNullStreams | null = null;
    const began = performance.now();
    let ready = Infinity;
    await showScreen(
      world,
      relay,
      generation.card,
      (meeting) => {
        states.push(meeting);
        if (meeting.at === "waiting") {
          ready = performance.now() - began;
          wallet = sharing(stage, meeting.text);
        }
        if (meeting.at === "words") wallet?.stdin.end(`${meeting.words.join(" ")}\n`);
      },
      stop.signal,
    );
    expect(states.map(({ at }) => at)).toEqual(["starting", "waiting", "words", "granted"]);
    const last = states.at(-1);
    expect(last?.at === "granted" && parseLink(last.text).kind).toBe("grant");
    console.log(`the code was on the screen after ${Math.round(ready)} ms`);
  },
  60_000,
);

run(
  "the patient says no, and other words are a no too",
  async () => {
    for (const typed of ["\n", "these three words\n"]) {
      const states: Meeting[] = [];
      let wallet: ChildProcessWithoutNullStreams | null = null;
      await showScreen(
        world,
        relay,
        generation.card,
        (meeting) => {
          states.push(meeting);
          if (meeting.at === "waiting") wallet = sharing(stage, meeting.text);
          if (meeting.at === "words") wallet?.stdin.end(typed);
        },
        new AbortController().signal,
      );
      const last = states.at(-1);
      expect(["refused", "gone"]).toContain(last?.at === "over" && last.why);
    }
  },
  60_000,
);

run(
  "whoever scans first is asked for, and a second one is too late",
  async () => {
    const wallet = sharing(stage, "first");
    const link = parseLink((await told(wallet, "code")) as string);
    if (link.kind !== "first") throw new Error("another kind");
    const states: Meeting[] = [];
    const signal = new AbortController().signal;
    const meeting = (one: Meeting) => {
      states.push(one);
      if (one.at === "words") wallet.stdin.end(`${one.words.join(" ")}\n`);
    };
    await askFirst(world, [link], generation.card, meeting, signal);
    expect(states.map(({ at }) => at)).toEqual(["starting", "words", "granted"]);
    const late: Meeting[] = [];
    await askFirst(world, [link], generation.card, (one) => late.push(one), signal);
    expect(late.at(-1)).toEqual({ at: "over", why: "gone" });
  },
  60_000,
);

run(
  "leaving burns the code at once",
  async () => {
    const stop = new AbortController();
    const shown = await new Promise<string>((resolve) => {
      const take = (meeting: Meeting) => meeting.at === "waiting" && resolve(meeting.text);
      void showScreen(world, relay, generation.card, take, stop.signal);
    });
    stop.abort();
    const wallet = sharing(stage, shown);
    wallet.stdin.end("\n");
    const status = await new Promise((resolve) => wallet.once("exit", resolve));
    expect(status).not.toBe(0);
  },
  60_000,
);
