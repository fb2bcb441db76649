// HTTP Message Signatures (RFC 9421) in the one form that the relay takes (docs/formats/relay.md).
import { base64, hex, utf8, type Bytes } from "./bytes";
import { sha256 } from "./hash";
import { sign, verifyingKey } from "./sign";

export type Signed = {
  "content-digest": string;
  "signature-input": string;
  signature: string;
  "keepwell-opening"?: string;
};

/** The fields that sign a request; `created` in seconds since 1970, `opening` for a reader's. */
export function signRequest(
  request: { method: string; url: string; body: Bytes; opening?: string },
  by: { seed: Bytes; nonce: string; created: number },
): Signed {
  const digest = `sha-256=:${base64(sha256(request.body))}:`;
  const covered = [
    "@method",
    "@target-uri",
    "content-digest",
    ...(request.opening ? ["keepwell-opening"] : []),
  ];
  const list = covered.map((name) => `"${name}"`).join(" ");
  const key = hex(verifyingKey(by.seed));
  const parameters = `(${list});created=${by.created};keyid="${key}";nonce="${by.nonce}";tag="keepwell-relay"`;
  const values = [request.method, request.url, digest, ...(request.opening ? [request.opening] : [])];
  const lines = covered.map((name, at) => `"${name}": ${values[at] ?? ""}`);
  const base = [...lines, `"@signature-params": ${parameters}`].join("\n");
  return {
    "content-digest": digest,
    "signature-input": `sig1=${parameters}`,
    signature: `sig1=:${base64(sign(by.seed, utf8(base)))}:`,
    ...(request.opening ? { "keepwell-opening": request.opening } : {}),
  };
}
