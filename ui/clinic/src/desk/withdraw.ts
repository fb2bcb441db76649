// Withdraws a clinic's key because somebody else may have it: the key itself says so, on every ledger that the operator
// listed. Wallets read the logs and refuse every card of that key from then on.
import { ask, Nonsense, type Network } from "../network/ask";
import { Ledger } from "../ledger/ledger";
import type { NoteKey } from "../protocol/note";
import type { Origin } from "../protocol/origin";
import { verifyReceipt } from "../protocol/receipt";
import { signWithdrawal, withdrawalEntry } from "../protocol/statement";
import type { Bytes } from "../protocol/bytes";
import type { Generation } from "./keys";

const STEP = "withdrawing the card";

export type LedgerAt = { url: Origin; key: NoteKey };

/** A withdrawal that is signed: the clinic's name, and the ledgers (by the name of their key) that do not have it yet. */
export type Withdrawal = { name: string; statement: Bytes; left: string[] };

/** Signed once: not every browser signs the same twice alike, and to a ledger another signature is another entry. */
export async function beginWithdrawal(
  { card, signer }: Pick<Generation, "card" | "signer">,
  ledgers: LedgerAt[],
): Promise<Withdrawal> {
  const statement = await signWithdrawal(signer, card.digest);
  return { name: card.name, statement, left: ledgers.map(({ key }) => key.name) };
}

/** Tries every ledger that is left, and gives what is left after. A ledger that is listed no more is not waited for. */
export async function spread(network: Network, begun: Withdrawal, ledgers: LedgerAt[]): Promise<Withdrawal> {
  const open = ledgers.filter(({ key }) => begun.left.includes(key.name));
  const done = await Promise.all(
    open.map((ledger) =>
      register(network, ledger, begun.statement).then(
        () => true,
        () => false,
      ),
    ),
  );
  return { ...begun, left: open.filter((_, at) => !done[at]).map(({ key }) => key.name) };
}

/** Gives the index of its entry, once the ledger's receipt proves it. */
export async function register(network: Network, ledger: LedgerAt, statement: Bytes): Promise<number> {
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
    const held = new Ledger(network, ledger.url, ledger.key).hold(
      (key) => verifyReceipt(answer.body, entry, key.name, key.key),
      ({ size }) => size,
    );
    return (await held).index;
  } catch {
    throw new Nonsense(STEP);
  }
}
