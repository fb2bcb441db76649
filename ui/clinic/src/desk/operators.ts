// The relays and ledgers that the operator of this page listed: no other is ever contacted. Read from the page's own
// address, so that neither a code nor a share can add one.
import { parseQuorum, type Quorum } from "../ledger/quorum";
import { ask, Nonsense, type Network } from "../network/ask";
import { text } from "../protocol/bytes";
import { parseNoteKey, type NoteKey } from "../protocol/note";
import { parseOrigin, type Origin } from "../protocol/origin";

const STEP = "reading which servers this page may contact";

export type Operator = {
  relay: Origin;
  ledger: { url: Origin; key: NoteKey; /** Whose cosignatures are asked for. */ quorum: Quorum | null };
};

/** The first one is this page's own, whose relay its cards name. */
export async function readOperators(network: Network, page: string): Promise<Operator[]> {
  const url = new URL("operators.json", page).href;
  const answer = await ask(network, { step: STEP, method: "GET", url, most: 64 * 1024, expected: [200] });
  try {
    const { operators } = JSON.parse(text(answer.body) ?? "") as { operators: Written[] };
    return operators.map(operator);
  } catch {
    throw new Nonsense(STEP);
  }
}

type Written = { relay: string; ledger: { url: string; key: string; quorum?: unknown } };

function operator({ relay, ledger }: Written): Operator {
  const [at, url] = [parseOrigin(relay), parseOrigin(ledger.url)];
  if (!at || !url) throw new Nonsense(STEP);
  const quorum = ledger.quorum === undefined ? null : parseQuorum(ledger.quorum);
  return { relay: at, ledger: { url, key: parseNoteKey(ledger.key), quorum } };
}
