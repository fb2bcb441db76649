// The receipt and the proof that came with a share: both must prove its entry, at the same place of the same tree, under one of the
// ledger's keys.
import { KeyNotProven, type Ledger } from "../ledger/ledger";
import { same, type Bytes } from "../protocol/bytes";
import { openTlogProof, type Checkpoint } from "../protocol/checkpoint";
import { verifyReceipt } from "../protocol/receipt";
import { Refusal } from "./refusal";

/** Where an entry stands, and the state of the log that proves it, also as it was signed. */
export type Proven = { index: number; checkpoint: Checkpoint; note: string };

export async function proven(
  proof: { receipt: Bytes; tlogProof: string },
  entry: Bytes,
  ledger: Ledger,
): Promise<Proven> {
  const refused = (error: unknown): never => {
    throw new Refusal("receipt", error instanceof KeyNotProven ? "ledger_key" : "altered");
  };
  const receipt = await ledger
    .hold(
      (key) => verifyReceipt(proof.receipt, entry, key.name, key.key),
      ({ size }) => size,
    )
    .catch(refused);
  const carried = await ledger
    .hold(
      (key) => openTlogProof(proof.tlogProof, entry, key),
      ({ checkpoint }) => checkpoint.size,
    )
    .catch(refused);
  const { checkpoint, index } = carried;
  const isSame =
    checkpoint.size === receipt.size && same(checkpoint.root, receipt.root) && index === receipt.index;
  if (!isSame) throw new Refusal("receipt", "altered");
  return carried;
}
