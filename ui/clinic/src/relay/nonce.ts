// The single-use nonces with which a relay lets requests be signed: handed out on request, and with most answers.
import { ask, Nonsense, type Answer, type Network } from "../network/ask";
import type { Origin } from "../protocol/origin";

/** Asks a relay for one. */
export async function fetchNonce(network: Network, relay: Origin): Promise<string> {
  const step = "asking the relay for a nonce";
  const url = `${relay}/v1/nonce`;
  const answer = await ask(network, { step, method: "HEAD", url, most: 0, expected: [200, 204] });
  const nonce = nonceOf(answer);
  if (nonce === null) throw new Nonsense(step);
  return nonce;
}

/** The one that came with an answer; null where none did, or none that fits into a signature. */
export function nonceOf({ headers }: Answer): string | null {
  const nonce = headers.get("replay-nonce");
  return nonce !== null && /^[A-Za-z0-9_-]{1,64}$/.test(nonce) ? nonce : null;
}
