// @vitest-environment node
// Both meetings, byte for byte by the vectors that the Rust crates make: what is opened, what is computed, and what is refused.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

import { keepAgreement } from "../desk/browser";
import { fromHex, hex, utf8, type Bytes } from "../protocol/bytes";
import { parseCard } from "../protocol/card";
import { parseLink } from "../protocol/link";
import { claimFirst, Mismatch, ScreenOffer } from "./clinic";
import {
  encodeClaim,
  encodeShare,
  openMessage,
  parseClaim,
  parseOutcome,
  parseShare,
  sealMessage,
  type Step,
} from "./message";
import { boundCode, commitment, transcript, words } from "./session";

type Meeting = Record<
  | "link" | "bound" | "maker_secret" | "maker_key" | "maker_random" | "claimer_secret" | "claimer_key"
  | "claimer_random" | "claim" | "answer" | "reveal" | "outcome" | "words",
  string
>; // prettier-ignore
const here = dirname(fileURLToPath(import.meta.url));
const file = join(here, "../../../../tests/vectors/protocol/rendezvous.json");
const vectors = JSON.parse(readFileSync(file, "utf8")) as {
  card: string;
  grant: string;
  first: Meeting;
  screen: Meeting;
};

function bytes(digits: string): Bytes {
  const read = fromHex(digits);
  if (!read) throw new Error("not hexadecimal");
  return read;
}

const card = parseCard(bytes(vectors.card));

/** Random bytes in the order in which they are asked for. */
function given(...parts: string[]): (length: number) => Bytes {
  const left = parts.map(bytes);
  return (length) => {
    const next = left.shift();
    if (next?.length !== length) throw new Error("asked for other random bytes");
    return next;
  };
}

async function step(
  meeting: Meeting,
  name: Exclude<Step, "outcome">,
  to: "maker" | "claimer",
): Promise<Bytes> {
  const secret = await keepAgreement(bytes(meeting[`${to}_secret`]));
  return openMessage(secret, { step: name, code: bytes(meeting.bound) }, bytes(meeting[name]));
}

describe.each(["first", "screen"] as const)("the vectors of %s", (which) => {
  const meeting = vectors[which];
  const clinicIs = which === "screen" ? "maker" : "claimer";
  const walletIs = which === "screen" ? "claimer" : "maker";
  const keys = { wallet: bytes(meeting[`${walletIs}_key`]), clinic: bytes(meeting[`${clinicIs}_key`]) };
  const clinic = bytes(meeting[`${clinicIs}_random`]);
  const wallet = bytes(meeting[`${walletIs}_random`]);
  const digest = transcript(bytes(meeting.bound), card.digest, keys, { clinic, wallet });

  test("the code, the commitment, the words", async () => {
    const link = parseLink(meeting.link);
    if (link.kind !== which) throw new Error("another kind");
    expect(hex(boundCode(link.relay, link.text))).toBe(meeting.bound);
    expect(hex(link.key)).toBe(meeting.maker_key);
    const claim = parseClaim(await step(meeting, "claim", "maker"));
    expect(hex(claim.key)).toBe(meeting.claimer_key);
    expect(hex(claim.commitment)).toBe(hex(commitment(bytes(meeting.claimer_random), card.digest, keys)));
    expect((await words(digest)).join(" ")).toBe(meeting.words);
  });

  test("each message holds exactly the bytes that this page would write", async () => {
    const claim = await step(meeting, "claim", "maker");
    expect(hex(encodeClaim(parseClaim(claim)))).toBe(hex(claim));
    for (const [name, to] of [
      ["answer", "claimer"],
      ["reveal", "maker"],
    ] as const) {
      const plain = await step(meeting, name, to);
      const share = parseShare(plain);
      expect(hex(encodeShare(share))).toBe(hex(plain));
      const fromClinic = to === (which === "screen" ? "claimer" : "maker");
      expect(share.card && hex(share.card)).toBe(fromClinic ? vectors.card : null);
    }
  });

  test("the outcome is the patient's answer, and only with what both sides know", async () => {
    const secret = await keepAgreement(bytes(meeting[`${clinicIs}_secret`]));
    const bound = { step: "outcome", code: bytes(meeting.bound), transcript: digest } as const;
    // The vectors have a yes for one and a no for the other.
    const expected = which === "first" ? vectors.grant : null;
    expect(parseOutcome(await openMessage(secret, bound, bytes(meeting.outcome)))).toBe(expected);
    const guessed = { ...bound, transcript: new Uint8Array(32) };
    await expect(openMessage(secret, guessed, bytes(meeting.outcome))).rejects.toThrow("seal");
  });

  test("a message counts for its step and its length only", async () => {
    const secret = await keepAgreement(bytes(meeting.maker_secret));
    const code = bytes(meeting.bound);
    const claim = bytes(meeting.claim);
    await expect(openMessage(secret, { step: "reveal", code }, claim)).rejects.toThrow("seal");
    await expect(openMessage(secret, { step: "claim", code }, claim.slice(1))).rejects.toThrow("length");
    const other = { step: "claim", code: code.map((byte, at) => (at === 40 ? byte ^ 1 : byte)) } as const;
    await expect(openMessage(secret, other, claim)).rejects.toThrow("seal");
  });
});

test("the screen's whole side, on the vector's random bytes", async () => {
  const { screen } = vectors;
  const link = parseLink(screen.link);
  if (link.kind !== "screen") throw new Error("another kind");
  const offer = await ScreenOffer.make(link.relay, link.id, card, given(screen.maker_secret));
  expect(offer.text).toBe(screen.link);
  const answered = await offer.answer(bytes(screen.claim), given(screen.maker_random));
  const claimer = await keepAgreement(bytes(screen.claimer_secret));
  const sent = await openMessage(claimer, { step: "answer", code: bytes(screen.bound) }, answered.message);
  expect(hex(sent)).toBe(hex(await step(screen, "answer", "claimer")));
  const wait = await answered.reveal(bytes(screen.reveal));
  expect((await wait.words()).join(" ")).toBe(screen.words);
  expect(await wait.outcome(bytes(screen.outcome))).toBeNull();
});

test("a wallet that changes its mind after the answer is a mismatch", async () => {
  const { screen } = vectors;
  const link = parseLink(screen.link);
  if (link.kind !== "screen") throw new Error("another kind");
  const offer = await ScreenOffer.make(link.relay, link.id, card, given(screen.maker_secret));
  const { reveal } = await offer.answer(bytes(screen.claim), given(screen.maker_random));
  const plain = encodeShare({ random: new Uint8Array(32), card: null });
  const other = await sealMessage(
    bytes(screen.maker_key),
    { step: "reveal", code: bytes(screen.bound) },
    plain,
  );
  await expect(reveal(other)).rejects.toThrow(Mismatch);
  const withCard = encodeShare({ random: bytes(screen.claimer_random), card: card.bytes });
  const forged = await sealMessage(
    bytes(screen.maker_key),
    { step: "reveal", code: bytes(screen.bound) },
    withCard,
  );
  await expect(reveal(forged)).rejects.toThrow("card");
});

test("the claimer's whole side, on the vector's random bytes", async () => {
  const { first } = vectors;
  const link = parseLink(first.link);
  if (link.kind !== "first") throw new Error("another kind");
  const claimed = await claimFirst(link, card, given(first.claimer_secret, first.claimer_random));
  const maker = await keepAgreement(bytes(first.maker_secret));
  const code = bytes(first.bound);
  const claim = await openMessage(maker, { step: "claim", code }, claimed.message);
  expect(hex(claim)).toBe(hex(await step(first, "claim", "maker")));
  const { wait, reveal } = await claimed.answer(bytes(first.answer));
  const shown = await openMessage(maker, { step: "reveal", code }, reveal);
  expect(hex(shown)).toBe(hex(await step(first, "reveal", "maker")));
  expect((await wait.words()).join(" ")).toBe(first.words);
  expect(await wait.outcome(bytes(first.outcome))).toBe(vectors.grant);
});

test("a no is a no, and a code in another spelling is refused", () => {
  expect(parseOutcome(bytes("a10001"))).toBeNull();
  const written = (code: string) => Uint8Array.of(0xa2, 0, 1, 1, 0x58, code.length, ...utf8(code));
  expect(parseOutcome(written(vectors.grant))).toBe(vectors.grant);
  expect(() => parseOutcome(written(vectors.grant.toLowerCase()))).toThrow("code");
  expect(() => parseOutcome(written(vectors.first.link))).toThrow("code");
});
