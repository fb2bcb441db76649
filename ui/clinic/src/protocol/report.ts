// What a clinic did with a share, or that it asks for more time, told to the patient: signed by the card's key and sealed to the grant's report key.
import { seal } from "./access";
import { base64url, concat, type Bytes } from "./bytes";
import { encode } from "./cbor";
import { signDocument } from "./cose";
import { label } from "./hash";
import type { Signer } from "./signer";

const kinds = { shown: 1, saved: 2, closed: 3, printed: 4, asked: 5 } as const;
export type ReportKind = keyof typeof kinds;

/** The body of a report to the relay; `time` in seconds since 1970. */
export async function sealReport(
  kind: ReportKind,
  time: number,
  statement: Bytes,
  card: Signer,
  reportKey: Bytes,
): Promise<{ enc: string; ciphertext: string }> {
  const payload = encode(
    new Map<number, number | Bytes>([
      [0, 1],
      [1, kinds[kind]],
      [2, time],
      [3, statement],
    ]),
  );
  const sealed = await seal(
    reportKey,
    concat(label("grant/report"), statement),
    await signDocument(card, payload),
  );
  return { enc: base64url(sealed.enc), ciphertext: base64url(sealed.ciphertext) };
}
