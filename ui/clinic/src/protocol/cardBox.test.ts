// @vitest-environment node
// A card in its box: only its digest opens it, and its length tells nothing. That wallets open it is tested with the desk.
import { expect, test } from "vitest";

import type { Bytes } from "./bytes";
import { signCard, type Card } from "./card";
import { cardBoxId, openCard, sealCard } from "./cardBox";
import type { Origin } from "./origin";
import { agreementKey } from "./sign";
import { seedSigner } from "./signer";

const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

function card(name: string): Promise<Card> {
  const relay = "https://relay.example" as Origin;
  const recipient = "age1e6xn45wvkce7c7msc9upffw8dmxs9959q5xng369hgzcwrjc04vszex59m";
  const keys = { recipient, agreement: agreementKey(random(32)) };
  const times = { issued: 1_000_000, expires: 2_000_000 };
  const details = { name, country: "IE", contact: null, relay, page: relay, ...keys, ...times };
  return signCard(details, seedSigner(random(32)));
}

test("whoever has the digest gets that card and no other", async () => {
  const [one, other] = await Promise.all([card("Harbour Clinic"), card("A")]);
  const sealed = sealCard(one, random);
  expect(openCard(one.digest, sealed)).toEqual(one);
  expect(sealCard(other, random)).toHaveLength(sealed.length);
  expect(() => openCard(other.digest, sealed)).toThrow("seal");
  expect(cardBoxId(one.digest)).not.toEqual(cardBoxId(other.digest));
  // Sealed under the right key, and another card all the same.
  const planted = sealCard({ ...other, digest: one.digest }, random);
  expect(() => openCard(one.digest, planted)).toThrow("digest");
});

test("an altered box is refused", async () => {
  const one = await card("Harbour Clinic");
  const sealed = sealCard(one, random);
  for (const at of [0, 1, 24, 25, 600, sealed.length - 1]) {
    const altered = sealed.slice();
    altered[at] = (altered[at] ?? 0) ^ 1;
    expect(() => openCard(one.digest, altered), `byte ${at}`).toThrow();
  }
  for (const length of [0, 1, 25, 41]) expect(() => openCard(one.digest, sealed.slice(0, length))).toThrow();
});
