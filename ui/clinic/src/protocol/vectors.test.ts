// The same vectors that the Rust crates make and check, read by this page's code.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

import { judge, type Tile } from "../ledger/tiles";
import { unseal } from "./access";
import { secretAgreement } from "./agreement";
import { concat, fromBase64, fromHex, hex, utf8, type Bytes } from "./bytes";
import { checkCharacters, parseCard, signCard } from "./card";
import { openCheckpoint, openTlogProof } from "./checkpoint";
import { parseConsent } from "./consent";
import { label } from "./hash";
import { signRequest } from "./httpSignature";
import { parseLink, writeLink } from "./link";
import { isIdentitySigned, parseManifest, walletKeys } from "./manifest";
import { parseNoteKey, writeNoteKey, type NoteKey } from "./note";
import { paddedSize } from "./part";
import { verifyReceipt } from "./receipt";
import { sealReport } from "./report";
import { verifyingKey } from "./sign";
import { seedSigner } from "./signer";
import {
  grantEntry,
  opensTo,
  parseGrantStatement,
  parseWithdrawal,
  signWithdrawal,
  withdrawalEntry,
} from "./statement";
import { isRevoked, openStatusList, SHARD_BITS } from "./status";
import { parseTerms } from "./terms";
import { parseTime, verifyTime } from "./time";
import { rootOf } from "./tree";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- vectors have many shapes
function vector(name: string): any {
  return JSON.parse(vectorText(name));
}

function vectorText(name: string): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return readFileSync(join(here, "../../../../tests/vectors", `${name}.json`), "utf8");
}

function bytes(digits: string): Bytes {
  const read = fromHex(digits);
  if (!read) throw new Error("not hexadecimal");
  return read;
}

/** Every byte altered must be refused, or read as something else than before. */
function everyByte(document: Bytes, read: (altered: Bytes) => unknown): void {
  for (let at = 0; at < document.length; at += 1) {
    const altered = document.slice();
    altered[at] = (altered[at] ?? 0) ^ 1;
    expect(() => read(altered), `byte ${at}`).toThrow();
  }
}

const card = vector("protocol/card");
const grant = vector("protocol/grant");
const share = vector("protocol/share");

test("a card is read, signed and linked alike", async () => {
  const parsed = parseCard(bytes(card.card));
  expect(hex(parsed.digest)).toBe(card.digest);
  expect(hex((await signCard(parsed, seedSigner(bytes(card.clinic_seed)))).bytes)).toBe(card.card);
  expect(parseLink(card.link)).toEqual({ kind: "card", card: parsed.bytes });
  expect(writeLink(parsed.relay, "card", parsed.bytes)).toBe(card.link);
  everyByte(parsed.bytes, parseCard);
});

test("check characters are the same", () => {
  expect(checkCharacters(parseCard(bytes(card.card)).key)).toBe(card.check);
}, 60_000);

test("a card is withdrawn by the same statement and entry", async () => {
  const withdrawal = vector("protocol/withdrawal");
  const statement = await signWithdrawal(seedSigner(bytes(withdrawal.clinic_seed)), bytes(withdrawal.card));
  expect(hex(statement)).toBe(withdrawal.statement);
  expect(hex(withdrawalEntry(statement))).toBe(withdrawal.entry);
  const read = parseWithdrawal(statement);
  expect([hex(read.key), hex(read.card)]).toEqual([
    hex(verifyingKey(bytes(withdrawal.clinic_seed))),
    withdrawal.card,
  ]);
  everyByte(statement, parseWithdrawal);
  expect(() => parseWithdrawal(bytes(grant.statement))).toThrow("type");
});

test("a grant's statement opens to its terms, and its code leads to it", () => {
  const statement = parseGrantStatement(bytes(grant.statement));
  const terms = bytes(grant.terms);
  expect(hex(statement.digest)).toBe(grant.digest);
  expect(opensTo(statement, bytes(grant.salt), terms)).toBe(true);
  const link = parseLink(grant.link);
  expect(link.kind === "grant" && hex(link.statement)).toBe(grant.digest);
  expect(link.kind === "grant" && hex(link.accessPoint)).toBe(hex(parseTerms(terms).accessPoint));
  everyByte(bytes(grant.statement), parseGrantStatement);
});

test("a manifest is read, and its wallet's keys are those of the terms", () => {
  const manifest = parseManifest(bytes(share.manifest));
  expect(hex(walletKeys(manifest))).toBe(hex(parseTerms(manifest.terms).walletKeys));
  expect(isIdentitySigned(manifest, bytes(grant.digest))).toBe(true);
  expect(isIdentitySigned(manifest, bytes(card.digest))).toBe(false);
});

test("parts are padded alike", () => {
  for (const [size, padded] of share.padded_sizes) expect(paddedSize(size)).toBe(padded);
});

test("a report is signed as in the vectors, and opens for whom it is", async () => {
  const key = secretAgreement(bytes(card.agreement_seed));
  const statement = bytes(grant.digest);
  const info = concat(label("grant/report"), statement);
  const read = (letters: string) => Uint8Array.from(Buffer.from(letters, "base64url"));
  const open = ({ enc, ciphertext }: { enc: string; ciphertext: string }) =>
    unseal(key, read(enc), info, read(ciphertext));
  const signer = seedSigner(bytes(card.clinic_seed));
  const time = Date.parse(vector("protocol/receipt").time) / 1000;
  for (const [kind, sealed] of [
    ["saved", share.sealed_report],
    ["asked", share.sealed_asked],
  ] as const) {
    const made = await sealReport(kind, time, statement, signer, key.key);
    expect(hex(await open(made)), kind).toBe(hex(await open(sealed)));
  }
});

describe("the ledger", () => {
  const receipt = vector("protocol/receipt");
  const ledger = vector("ledger/ledger");
  const key = verifyingKey(bytes(receipt.ledger_seed));

  test("a receipt proves its entry, and no altered one does", () => {
    const entry = bytes(receipt.entry);
    expect(hex(grantEntry(bytes(grant.digest)))).toBe(receipt.entry);
    const verified = verifyReceipt(bytes(receipt.receipt), entry, receipt.ledger, key);
    expect([verified.index, verified.size, hex(verified.root)]).toEqual([
      receipt.index,
      receipt.size,
      receipt.root,
    ]);
    everyByte(bytes(receipt.receipt), (altered) => verifyReceipt(altered, entry, receipt.ledger, key));
  });

  test("signed time is by the ledger and over our nonce", () => {
    const [signed, nonce] = [bytes(receipt.signed_time), bytes(receipt.time_nonce)];
    expect(verifyTime(signed, nonce, key)).toBe(parseTime(receipt.time));
    everyByte(signed, (altered) => verifyTime(altered, nonce, key));
    expect(() => verifyTime(signed, bytes("00".repeat(32)), key)).toThrow();
  });

  test("the worked example of the ledger leads to its checkpoint", () => {
    const log = parseNoteKey(ledger.ledger_key);
    expect(writeNoteKey(log)).toBe(ledger.ledger_key);
    const opened = openTlogProof(ledger.tlog_proof, bytes(ledger.entry), log);
    const proved = verifyReceipt(bytes(ledger.receipt), bytes(ledger.entry), log.name, log.key);
    expect([proved.index, proved.size]).toEqual([opened.index, opened.checkpoint.size]);
  });
});

describe("the log's own formats", () => {
  const checkpoint = vector("tlog/checkpoint");
  const proof = vector("tlog/tlog-proof");
  const tree = vector("tlog/tree");

  test("a checkpoint is opened with its witness, and the refused ones are refused", () => {
    const [log, witness] = [parseNoteKey(checkpoint.log_key), parseNoteKey(checkpoint.witness_key)];
    const opened = openCheckpoint(checkpoint.note, log, [witness]);
    expect(opened.size).toBe(300);
    expect(opened.cosigned.get(witness.name)).toBe(checkpoint.time_s);
    expect(openCheckpoint(checkpoint.empty, log).size).toBe(0);
    for (const refused of checkpoint.refused) {
      expect(
        () => openCheckpoint(refused.note ?? refused, log, [witness]),
        JSON.stringify(refused),
      ).toThrow();
    }
  });

  test("a proof to carry away is checked", () => {
    const log = parseNoteKey(proof.log_key);
    const entry = utf8(proof.entry);
    expect(openTlogProof(proof.proof, entry, log).index).toBe(258);
    expect(openTlogProof(proof.with_extra, entry, log).index).toBe(258);
    expect(() => openTlogProof(proof.proof, utf8("259"), log)).toThrow();
    for (const refused of proof.refused) {
      expect(() => openTlogProof(refused.proof ?? refused, entry, log), JSON.stringify(refused)).toThrow();
    }
  });

  const hash = (letters: string): Bytes => fromBase64(letters) ?? new Uint8Array();
  const roots: Bytes[] = tree.roots.map(hash);

  test("proofs lead to the roots of the tree", () => {
    for (const { index, size, path } of tree.inclusion) {
      expect(rootOf(hash(tree.leaves[index]), index, size, path.map(hash)), `${index} of ${size}`).toEqual(
        roots[size],
      );
    }
  });

  test("each state of the tree begins with its older ones, by its tiles", async () => {
    const tiles = ({ width }: Tile): Promise<Bytes> =>
      Promise.resolve(concat(...tree.leaves.slice(0, width).map(hash)));
    const state = (size: number) => ({ size, root: roots[size] ?? new Uint8Array() });
    for (const { old_size, new_size } of tree.consistency) {
      const verdict = await judge(tiles, state(old_size), state(new_size));
      expect(verdict, `${old_size} to ${new_size}`).toBe("extends");
    }
  });
});

test("a request is signed alike", () => {
  const request = vector("protocol/request");
  const [, created] = /created=(\d+)/.exec(request["signature-input"]) ?? [];
  const signed = signRequest(
    {
      method: request.method,
      url: request.target_uri,
      body: new Uint8Array(),
      opening: request["keepwell-opening"],
    },
    { seed: bytes(request.seed), nonce: "nonce-1", created: Number(created) },
  );
  expect(signed).toEqual({
    "content-digest": request["content-digest"],
    "signature-input": request["signature-input"],
    signature: request.signature,
    "keepwell-opening": request["keepwell-opening"],
  });
});

test("a Consent is read, and nothing that says more or less", () => {
  const written = vectorText("consent/consent");
  const permission = parseConsent(utf8(written));
  expect(permission.purpose).toBe("TREAT");
  expect(permission.end - permission.start).toBe(7200);
  const parsed = JSON.parse(written);
  for (const name of Object.keys(parsed)) {
    expect(
      () => parseConsent(utf8(JSON.stringify({ ...parsed, [name]: undefined }))),
      `without ${name}`,
    ).toThrow();
  }
  for (const altered of [
    written.replace('"status":"active"', '"status":"active","status":"active"'),
    written.replace('"permit"', '"deny"'),
    written.replace('"resourceType"', '"more":1,"resourceType"'),
    `${written}x`,
  ]) {
    expect(() => parseConsent(utf8(altered))).toThrow();
  }
});

test("status lists are read alike, and none with another bit, byte, shard or key", async () => {
  const status = vector("protocol/status");
  const ledger = { name: status.ledger as string, key: verifyingKey(bytes(status.ledger_seed)) } as NoteKey;
  const small = await openStatusList(bytes(status.small.list), 0, ledger);
  const revoked = Array.from({ length: small.size }, (_, index) => index).filter((index) =>
    isRevoked(small, index),
  );
  expect(revoked).toEqual(status.revoked);
  expect(hex(small.entry)).toBe(status.small.entry);
  expect(hex(small.root)).toBe(status.small.root);
  expect(new Date(small.time * 1000).toISOString()).toBe(status.time.replace("Z", ".000Z"));
  expect(isRevoked(small, small.size)).toBe(null);
  const large = await openStatusList(bytes(status.large.list), 1, ledger);
  const wanted = status.large_revoked as number[];
  expect(wanted.map((index) => isRevoked(large, index))).toEqual([null, true, null]);
  expect(isRevoked(large, SHARD_BITS + 1)).toBe(false);
  const refused = (list: string | Bytes, number: number, by = ledger) =>
    expect(openStatusList(typeof list === "string" ? bytes(list) : list, number, by)).rejects.toThrow();
  await refused(status.small.list, 1);
  await refused(status.large.list, 0);
  await refused(status.small.list, 0, { ...ledger, name: "other.example/log" });
  await refused(status.small.list, 0, { ...ledger, key: verifyingKey(new Uint8Array(32)) });
  const list = bytes(status.small.list);
  for (let at = 0; at < list.length; at += 1) {
    const altered = list.slice();
    altered[at] = (altered[at] ?? 0) ^ 1;
    await refused(altered, 0);
  }
});
