// @vitest-environment node
// Keys that the browser has and keys that it wraps do the same, and neither can be read out.
import { Decrypter, Encrypter } from "age-encryption";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { base64, hex, utf8, type Bytes } from "../protocol/bytes";
import { own } from "../protocol/hash";
import { verifies } from "../protocol/sign";
import {
  ageIdentity,
  agreementOf,
  agreesWithItself,
  keep,
  makeSecrets,
  publicKeys,
  signerOf,
  type KeptSecrets,
} from "./browser";
import { withoutCurves } from "./older";

const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));
const secrets = makeSecrets(random);
const { recipient, agreement } = publicKeys(secrets);

/** What a card's keys do, as one text. */
async function use(kept: KeptSecrets): Promise<string> {
  const message = utf8("a card");
  const signed = await signerOf(kept.sign, kept.signKey).sign(message);
  expect(verifies(kept.signKey, message, signed)).toBe(true);
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const decrypter = new Decrypter();
  decrypter.addIdentity(await ageIdentity(kept.identity));
  const opened = await decrypter.decrypt(await encrypter.encrypt("a record"), "text");
  const met = await agreementOf(kept.agreement, agreement).agree(publicKeys(makeSecrets(given)).agreement);
  return [hex(signed), opened, hex(met), hex(await agreesWithItself(kept.identity, recipient))].join(" ");
}

const given = (length: number): Bytes => new Uint8Array(length).fill(7);
const low = new Uint8Array(32);

describe("in a browser with both curves", () => {
  test("the keys are the browser's own, and cannot be read out", async () => {
    const kept = await keep(secrets);
    for (const key of [kept.sign, kept.identity, kept.agreement]) {
      if (!(key instanceof CryptoKey)) throw new Error("not the browser's");
      expect(key.extractable).toBe(false);
    }
    await expect(agreementOf(kept.agreement, agreement).agree(low)).rejects.toThrow();
  });
});

describe("in a browser without the curves", () => {
  let restore = () => {};
  beforeEach(() => void (restore = withoutCurves()));
  afterEach(() => restore());

  test("the keys are wrapped, and do what the browser's own do", async () => {
    const kept = await keep(secrets);
    const wrapped = await use(kept);
    for (const key of [kept.sign, kept.identity, kept.agreement]) {
      if (!("sealed" in key)) throw new Error("not wrapped");
      expect(key.under.extractable).toBe(false);
    }
    await expect(agreementOf(kept.agreement, agreement).agree(low)).rejects.toThrow();
    restore();
    expect(await use(await keep(secrets))).toBe(wrapped);
  });

  test("nothing that is kept holds a key, and what was unwrapped is overwritten", async () => {
    const seen: ArrayBuffer[] = [];
    const real = crypto.subtle.decrypt.bind(crypto.subtle);
    const watched = vi.spyOn(crypto.subtle, "decrypt").mockImplementation(async (...given) => {
      const bytes = await real(...given);
      seen.push(bytes);
      return bytes;
    });
    const kept = await keep(secrets);
    await use(kept);
    watched.mockRestore();
    expect(seen).toHaveLength(4);
    expect(seen.every((bytes) => new Uint8Array(bytes).every((byte) => byte === 0))).toBe(true);
    const written = JSON.stringify(kept, (_, value: unknown) =>
      value instanceof Uint8Array ? base64(own(value)) : value,
    );
    for (const secret of Object.values(secrets)) expect(written).not.toContain(base64(secret));
  });
});

test("a key that the browser could not store and read back is wrapped", async () => {
  const cannot = vi.spyOn(globalThis, "structuredClone").mockImplementation(() => {
    throw new DOMException("The object could not be cloned.", "DataCloneError");
  });
  const kept = await keep(secrets);
  cannot.mockRestore();
  expect("sealed" in kept.sign && "sealed" in kept.identity && "sealed" in kept.agreement).toBe(true);
});
