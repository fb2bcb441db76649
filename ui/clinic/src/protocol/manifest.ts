// The manifest of a share: everything a clinic needs to check a grant before it shows anything.
import { concat, text, type Bytes } from "./bytes";
import { MapReader } from "./cbor";
import { label, labelled } from "./hash";
import { isVerifyingKey, verifies } from "./sign";

const WHAT = "share's manifest";
const MOST = 512 * 1024;

export type Manifest = {
  consent: Bytes;
  salt: Bytes;
  terms: Bytes;
  statement: Bytes;
  /** Missing while the ledger was away. */ proof: { receipt: Bytes; tlogProof: string } | null;
  identity: Bytes;
  identitySignature: Bytes;
  reportKey: Bytes;
};

export function parseManifest(bytes: Bytes): Manifest {
  const map = MapReader.parse(WHAT, bytes, MOST);
  map.version(1);
  const manifest: Manifest = {
    consent: map.bytes(1, "consent"),
    salt: map.bytes(2, "salt", 32),
    terms: map.bytes(3, "terms"),
    statement: map.bytes(4, "statement"),
    proof: parseProof(map),
    identity: map.bytes(7, "identity", 32),
    identitySignature: map.bytes(8, "identity signature", 64),
    reportKey: map.bytes(9, "report key", 32),
  };
  map.finish();
  if (!isVerifyingKey(manifest.identity)) map.refuse("identity");
  return manifest;
}

/** The wallet's keys as the terms bind them. */
export function walletKeys(manifest: Manifest): Bytes {
  return labelled("share/wallet-keys", manifest.identity, manifest.reportKey);
}

/** Whether the wallet's identity key signed for this statement. */
export function isIdentitySigned(manifest: Manifest, statement: Bytes): boolean {
  const signed = concat(label("share/identity-signature"), statement);
  return verifies(manifest.identity, signed, manifest.identitySignature);
}

function parseProof(map: MapReader): Manifest["proof"] {
  const [receipt, proof] = [map.optionalBytes(5, "receipt"), map.optionalBytes(6, "tlog-proof")];
  if (receipt === null && proof === null) return null;
  const tlogProof = proof && text(proof);
  return receipt !== null && tlogProof !== null ? { receipt, tlogProof } : map.refuse("receipt");
}
