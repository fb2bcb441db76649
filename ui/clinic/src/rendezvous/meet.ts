// A meeting from code to the patient's answer, told state by state. Whatever does not fit burns the code, and so does leaving.
import { Refused, Unreachable } from "../network/ask";
import type { World } from "../open/open";
import type { Bytes } from "../protocol/bytes";
import type { Card } from "../protocol/card";
import { FormatError } from "../protocol/format";
import type { Link } from "../protocol/link";
import type { Origin } from "../protocol/origin";
import { claimFirst, Mismatch, ScreenOffer, type Wait } from "./clinic";
import { Post } from "./post";

/** Why a meeting ended without a grant. */
export type Why = "refused" | "mismatch" | "stopped" | "gone" | "unreachable" | "unlisted";
export type Meeting =
  | { at: "starting" }
  /** Nobody has scanned it yet; a new one comes at `renews`, in milliseconds since 1970. */
  | { at: "waiting"; text: string; renews: number }
  | { at: "words"; words: string[] }
  /** The text of the grant's code. */
  | { at: "granted"; text: string }
  | { at: "over"; why: Why };

export type Told = (meeting: Meeting) => void;
/** A patient's code for whoever scans first. */
export type First = Extract<Link, { kind: "first" }>;
/** Begins at a relay, and leaves what was begun before. */
type Fresh = (relay: Origin, id: Bytes) => Post;

/** A code nobody scanned is good for two minutes. */
const CODE_MS = 120_000;
/** The other side's program answers by itself; the patient takes their time, at most as long as the relay keeps a meeting. */
const PROGRAM_MS = 60_000;
const PATIENT_MS = 10 * 60_000;

/** (c) Shows this clinic's code, anew every two minutes, until a patient scanned one and answered. */
export function showScreen(
  world: World,
  relay: Origin,
  card: Card,
  told: Told,
  stop: AbortSignal,
): Promise<void> {
  return inMeeting(world, told, stop, async (fresh) => {
    for (;;) {
      const post = fresh(relay, world.random(16));
      const offer = await ScreenOffer.make(relay, post.id, card, world.random);
      await post.create();
      told({ at: "waiting", text: offer.text, renews: Date.now() + CODE_MS });
      const claim = await post.receive(0, soon(CODE_MS), stop).catch(expired);
      if (stop.aborted) return;
      if (claim === null) continue;
      const { message, reveal } = await offer.answer(claim, world.random);
      await post.send(0, message);
      const revealed = await post.receive(1, soon(PROGRAM_MS), stop);
      if (revealed === null) throw new Refused("not_available");
      return answer(post, await reveal(revealed), 2, told, stop);
    }
  });
}

/** (b) Asks the patient whose code was scanned first. Several links are one code, of which nobody said at which relay it is. */
export function askFirst(
  world: World,
  links: First[],
  card: Card,
  told: Told,
  stop: AbortSignal,
): Promise<void> {
  return inMeeting(world, told, stop, async (fresh) => {
    const { post, answered } = await claimed(world, links, card, fresh);
    const received = await post.receive(0, soon(PROGRAM_MS), stop);
    if (received === null) throw new Refused("not_available");
    const { wait, reveal } = await answered(received);
    await post.send(1, reveal);
    return answer(post, wait, 1, told, stop);
  });
}

/** Claims the code at the first relay that knows it. */
async function claimed(world: World, links: First[], card: Card, fresh: Fresh) {
  let refusal: unknown = new Refused("not_available");
  for (const link of links) {
    const post = fresh(link.relay, link.id);
    const { message, answer: answered } = await claimFirst(link, card, world.random);
    try {
      await post.claim(message);
      return { post, answered };
    } catch (error) {
      // A relay that is away may be the one.
      if (!(refusal instanceof Unreachable)) refusal = error;
    }
  }
  throw refusal;
}

/** Shows the words, and waits for what the patient says. */
async function answer(post: Post, wait: Wait, number: number, told: Told, stop: AbortSignal): Promise<void> {
  told({ at: "words", words: await wait.words() });
  const message = await post.receive(number, soon(PATIENT_MS), stop);
  if (message === null) throw new Refused("not_available");
  const text = await wait.outcome(message);
  if (!stop.aborted) told(text === null ? { at: "over", why: "refused" } : { at: "granted", text });
}

/** Leaves every code that was used, however the meeting ends. */
async function inMeeting(
  world: World,
  told: Told,
  stop: AbortSignal,
  meeting: (fresh: Fresh) => Promise<void>,
): Promise<void> {
  let post: Post | null = null;
  const leave = () => void post?.leave();
  stop.addEventListener("abort", leave);
  told({ at: "starting" });
  try {
    await meeting((relay, id) => {
      leave();
      post = new Post(world, relay, id);
      return post;
    });
  } catch (error) {
    if (!stop.aborted) told({ at: "over", why: reason(error) });
  } finally {
    stop.removeEventListener("abort", leave);
    if (!stop.aborted) leave();
  }
}

function reason(error: unknown): Why {
  if (error instanceof Mismatch || error instanceof FormatError) return "mismatch";
  return error instanceof Refused ? "gone" : "unreachable";
}

/** A code whose time is over at the relay a little before it is over here. */
function expired(error: unknown): null {
  if (error instanceof Refused && error.code === "not_available") return null;
  throw error;
}

function soon(ms: number): number {
  return performance.now() + ms;
}
