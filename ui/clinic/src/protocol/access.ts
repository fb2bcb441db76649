// The access key of a grant, and what is sealed to a wallet: HPKE (RFC 9180) with X25519, HKDF-SHA256 and
// ChaCha20-Poly1305 in base mode. Only the clinic whose card the grant names can make the key.
import { Chacha20Poly1305 } from "@hpke/chacha20poly1305";
import { CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";

import { concat, u16, utf8, type Bytes } from "./bytes";
import { label, own } from "./hash";
import type { GrantLink } from "./link";

const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Chacha20Poly1305(),
});

/** The seed (32 bytes) of the Ed25519 key that signs requests for this grant. */
export async function accessSeed(agreement: CryptoKey, card: Bytes, link: GrantLink): Promise<Bytes> {
  const context = await suite.createRecipientContext({
    recipientKey: agreement,
    enc: link.accessPoint.buffer,
    info: concat(label("access/info"), card).buffer,
  });
  const relay = utf8(link.relay);
  const exported = concat(label("access/key"), u16(relay.length), relay, link.mailbox, link.statement);
  return own(new Uint8Array(await context.export(exported.buffer, 32)));
}

/** The private agreement key from its 32 bytes; what is made here cannot be read out again. */
export async function agreementSecret(bytes: Bytes): Promise<CryptoKey> {
  return suite.kem.importKey("raw", bytes.slice().buffer, false);
}

/** Seals a message to a public agreement key. */
export async function seal(
  key: Bytes,
  info: Bytes,
  message: Bytes,
): Promise<{ enc: Bytes; ciphertext: Bytes }> {
  const recipientPublicKey = await suite.kem.importKey("raw", key.slice().buffer, true);
  const sender = await suite.createSenderContext({ recipientPublicKey, info: info.slice().buffer });
  const ciphertext = await sender.seal(message.slice().buffer);
  return { enc: own(new Uint8Array(sender.enc)), ciphertext: own(new Uint8Array(ciphertext)) };
}

/** Opens what was sealed to an agreement key. */
export async function unseal(secret: CryptoKey, enc: Bytes, info: Bytes, ciphertext: Bytes): Promise<Bytes> {
  const context = await suite.createRecipientContext({
    recipientKey: secret,
    enc: enc.slice().buffer,
    info: info.slice().buffer,
  });
  return own(new Uint8Array(await context.open(ciphertext.slice().buffer)));
}
