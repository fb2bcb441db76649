// @vitest-environment node
// HPKE with keys that only agree: by the vectors of the Rust crates, and both ways with the library's own KEM.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { Chacha20Poly1305 } from "@hpke/chacha20poly1305";
import { CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { keepAgreement } from "../desk/browser";
import { withoutCurves } from "../desk/older";
import { accessSeed, seal, unseal } from "./access";
import { secretAgreement, type Agreement } from "./agreement";
import { fromHex, hex, text, utf8, type Bytes } from "./bytes";
import { parseLink } from "./link";
import { agreementKey } from "./sign";

function vector(name: string): Record<string, string> {
  const here = dirname(fileURLToPath(import.meta.url));
  const path = join(here, "../../../../tests/vectors/protocol", `${name}.json`);
  return JSON.parse(readFileSync(path, "utf8")) as Record<string, string>;
}

function bytes(digits = ""): Bytes {
  return fromHex(digits) ?? new Uint8Array();
}

const [card, grant] = [vector("card"), vector("grant")];
const secret = bytes(card["agreement_seed"]);
const [info, message] = [utf8("keepwell"), utf8("shown at noon")];
const library = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Chacha20Poly1305(),
});

describe.each([
  ["in memory", "none", () => Promise.resolve(secretAgreement(secret))],
  ["of the browser's", "none", () => keepAgreement(secret.slice())],
  ["that the browser wraps", "curves", () => keepAgreement(secret.slice())],
] as const)("with a key %s", (_, without, make) => {
  let [key, restore] = [null as unknown as Agreement, () => {}];
  beforeEach(async () => {
    if (without === "curves") restore = withoutCurves();
    key = await make();
  });
  afterEach(() => restore());

  test("the access key is the vector's", async () => {
    const link = parseLink(grant["link"] ?? "");
    if (link.kind !== "grant") throw new Error("not a grant");
    expect(hex(await accessSeed(key, bytes(card["digest"]), link))).toBe(grant["access_seed"]);
  });

  test("what is sealed opens, and only under the same words", async () => {
    const { enc, ciphertext } = await seal(key.key, info, message);
    expect(text(await unseal(key, enc, info, ciphertext))).toBe("shown at noon");
    await expect(unseal(key, enc, utf8("other"), ciphertext)).rejects.toThrow();
    await expect(unseal(key, new Uint8Array(32), info, ciphertext)).rejects.toThrow();
    await expect(seal(new Uint8Array(32), info, message)).rejects.toThrow();
  });

  test("the library's own KEM opens it, and is opened", async () => {
    const ours = await seal(key.key, info, message);
    restore();
    const recipientKey = await library.kem.importKey("raw", secret.slice().buffer, false);
    const recipient = { recipientKey, enc: ours.enc.buffer, info: info.buffer };
    const context = await library.createRecipientContext(recipient);
    expect(text(new Uint8Array(await context.open(ours.ciphertext.buffer)))).toBe("shown at noon");
    const recipientPublicKey = await library.kem.importKey("raw", agreementKey(secret).buffer, true);
    const sender = await library.createSenderContext({ recipientPublicKey, info: info.buffer });
    const theirs = new Uint8Array(await sender.seal(message.buffer));
    if (without === "curves") restore = withoutCurves();
    expect(text(await unseal(key, new Uint8Array(sender.enc), info, theirs))).toBe("shown at noon");
  });
});
