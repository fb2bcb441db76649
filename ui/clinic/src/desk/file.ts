// A clinic's keys as a file for its other desks, encrypted under a passphrase: an age file, so that other software opens it
// too. It can be written only while the keys are being made; afterwards nobody can read them out.
import { Decrypter, Encrypter } from "age-encryption";

import { base64, fromBase64, same, text, type Bytes } from "../protocol/bytes";
import { own } from "../protocol/hash";
import { parseCard } from "../protocol/card";
import { FormatError, VersionError } from "../protocol/format";
import { verifyingKey } from "../protocol/sign";
import { belongs, forget, keep, type Secrets } from "./browser";
import type { KeptGeneration } from "./clinic";

const WHAT = "file of a clinic's keys";
const FORMAT = "keepwell clinic keys 1";
const MOST = 64 * 1024;

/** The file; its work factor makes each guess take about a second. */
export async function writeKeyFile(card: Bytes, secrets: Secrets, passphrase: string): Promise<Bytes> {
  const content = {
    format: FORMAT,
    card: base64(card),
    sign: base64(secrets.sign),
    identity: base64(secrets.identity),
    agreement: base64(secrets.agreement),
  };
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(17);
  return own(await encrypter.encrypt(JSON.stringify(content)));
}

/** Brings a clinic's keys in; what is readable of them ends here. */
export async function readKeyFile(file: Bytes, passphrase: string): Promise<KeptGeneration> {
  if (file.length > MOST) throw new FormatError(WHAT, "size");
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  const opened = await decrypter.decrypt(file).catch(() => {
    throw new FormatError(WHAT, "passphrase");
  });
  const content = parse(text(own(opened)) ?? "");
  if (content["format"] !== FORMAT) throw later(content["format"]);
  const secrets: Secrets = {
    sign: field(content, "sign", 32),
    identity: field(content, "identity", 32),
    agreement: field(content, "agreement", 32),
  };
  const card = parseCard(field(content, "card"));
  if (!belongs(card, secrets) || !same(card.key, verifyingKey(secrets.sign))) {
    forget(secrets);
    throw new FormatError(WHAT, "keys");
  }
  const kept = await keep(secrets);
  forget(secrets);
  return { card: card.bytes, secrets: kept };
}

/** A later version of the same file is told apart from something else. */
function later(format: unknown): FormatError {
  const isLater = typeof format === "string" && /^keepwell clinic keys \d+$/.test(format);
  return new (isLater ? VersionError : FormatError)(WHAT, "version");
}

function parse(written: string): Record<string, unknown> {
  try {
    const content: unknown = JSON.parse(written);
    if (typeof content === "object" && content !== null) return content as Record<string, unknown>;
  } catch {
    // Not JSON: the same refusal.
  }
  throw new FormatError(WHAT, "content");
}

function field(content: Record<string, unknown>, name: string, length?: number): Bytes {
  const value = content[name];
  const bytes = typeof value === "string" ? fromBase64(value) : null;
  if (!bytes || (length !== undefined && bytes.length !== length)) throw new FormatError(WHAT, name);
  return bytes;
}
