// Withdraws the clinic's card because somebody else may have its key: the key itself says so on the ledger. Wallets read the
// log and refuse every card of that key from then on.
import { ask, Nonsense, type Network } from "../network/ask";
import type { NoteKey } from "../protocol/note";
import type { Origin } from "../protocol/origin";
import { verifyReceipt } from "../protocol/receipt";
import { signWithdrawal, withdrawalEntry } from "../protocol/statement";
import type { Generation } from "./keys";

const STEP = "withdrawing the card";

/** Registers the withdrawal of this card; gives its index in the log once the ledger's receipt proves it. */
export async function withdraw(
  network: Network,
  ledger: { url: Origin; key: NoteKey },
  { card, signer }: Pick<Generation, "card" | "signer">,
): Promise<number> {
  const statement = await signWithdrawal(signer, card.digest);
  const answer = await ask(network, {
    step: STEP,
    method: "POST",
    url: `${ledger.url}/entries`,
    headers: { "content-type": "application/scitt-statement+cose" },
    body: statement,
    most: 4096,
    expected: [200, 201],
  });
  try {
    const entry = withdrawalEntry(statement);
    return verifyReceipt(answer.body, entry, ledger.key.name, ledger.key.key).index;
  } catch {
    throw new Nonsense(STEP);
  }
}
