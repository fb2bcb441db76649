// The access key of a grant, and what is sealed to a wallet: HPKE (RFC 9180) with X25519, HKDF-SHA256 and
// ChaCha20-Poly1305 in base mode. Only the clinic whose card the grant names can make the key. What two keys agree on is
// made here, as not every browser has X25519; the schedule and the encryption after it are the library's.
import { Chacha20Poly1305 } from "@hpke/chacha20poly1305";
import { CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";
import { expand, extract } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";

import type { Agreement } from "./agreement";
import { concat, u16, utf8, type Bytes } from "./bytes";
import { label, own } from "./hash";
import type { GrantLink } from "./link";
import { agreed, freshAgreement } from "./sign";

const VERSION = utf8("HPKE-v1");
/** DHKEM(X25519, HKDF-SHA256). */
const KEM = concat(utf8("KEM"), u16(0x0020));
/** What the library is given in place of a key: the KEM below has agreed already. */
const NO_KEY = {} as CryptoKey;

/** The library's KEM after both sides agreed: `dh` is what they came to, and is overwritten. */
class Kem extends DhkemX25519HkdfSha256 {
  readonly #secret: Bytes;

  constructor(
    dh: Bytes,
    private readonly enc: Bytes,
    recipient: Bytes,
  ) {
    super();
    const key = extract(sha256, concat(VERSION, KEM, utf8("eae_prk"), dh));
    dh.fill(0);
    const info = concat(u16(32), VERSION, KEM, utf8("shared_secret"), enc, recipient);
    this.#secret = own(expand(sha256, key, info, 32));
  }

  override encap() {
    return Promise.resolve({ sharedSecret: this.#secret.buffer, enc: this.enc.buffer });
  }

  override decap() {
    return Promise.resolve(this.#secret.buffer);
  }
}

/** The seed (32 bytes) of the Ed25519 key that signs requests for this grant. */
export async function accessSeed(agreement: Agreement, card: Bytes, link: GrantLink): Promise<Bytes> {
  const context = await received(agreement, link.accessPoint, concat(label("access/info"), card));
  const relay = utf8(link.relay);
  const exported = concat(label("access/key"), u16(relay.length), relay, link.mailbox, link.statement);
  return own(new Uint8Array(await context.export(exported.buffer, 32)));
}

/** Seals a message to a public agreement key. */
export async function seal(
  key: Bytes,
  info: Bytes,
  message: Bytes,
): Promise<{ enc: Bytes; ciphertext: Bytes }> {
  const fresh = freshAgreement();
  const suite = suiteOf(new Kem(agreed(fresh.secret, key), fresh.key, own(key)));
  fresh.secret.fill(0);
  const sender = await suite.createSenderContext({ recipientPublicKey: NO_KEY, info: own(info).buffer });
  const ciphertext = await sender.seal(own(message).buffer);
  return { enc: fresh.key, ciphertext: own(new Uint8Array(ciphertext)) };
}

/** Opens what was sealed to an agreement key. */
export async function unseal(secret: Agreement, enc: Bytes, info: Bytes, ciphertext: Bytes): Promise<Bytes> {
  const context = await received(secret, enc, info);
  return own(new Uint8Array(await context.open(own(ciphertext).buffer)));
}

async function received({ key, agree }: Agreement, given: Bytes, info: Bytes) {
  const enc = own(given);
  const suite = suiteOf(new Kem(await agree(enc), enc, key));
  return suite.createRecipientContext({ recipientKey: NO_KEY, enc: enc.buffer, info: own(info).buffer });
}

function suiteOf(kem: Kem): CipherSuite {
  return new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Chacha20Poly1305() });
}
