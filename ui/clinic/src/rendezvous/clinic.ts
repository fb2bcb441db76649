// The clinic's side of both meetings, as a chain of states: a message that is not the expected one ends the chain, and with it
// the code. (b) a patient's code for whoever scans first, (c) the code on this screen.
import { keepAgreement } from "../desk/browser";
import type { Agreement } from "../protocol/agreement";
import { concat, same, type Bytes } from "../protocol/bytes";
import type { Card } from "../protocol/card";
import { FormatError } from "../protocol/format";
import { writeLink, type Link } from "../protocol/link";
import type { Origin } from "../protocol/origin";
import {
  encodeClaim,
  encodeShare,
  openMessage,
  parseClaim,
  parseOutcome,
  parseShare,
  sealMessage,
} from "./message";
import { boundCode, commitment, transcript, words, type Keys } from "./session";

type Random = (length: number) => Bytes;

/** The other side did not show what it had promised: somebody may have come in between. */
export class Mismatch extends Error {
  constructor() {
    super("the other side did not show what it had promised");
  }
}

/** Both sides' random bytes are known: the words can be compared, and the patient's answer is awaited. */
export class Wait {
  constructor(
    private readonly own: Agreement,
    private readonly code: Bytes,
    private readonly digest: Bytes,
  ) {}

  words(): Promise<string[]> {
    return words(this.digest);
  }

  /** The text of the grant's code; null when the patient said no. */
  async outcome(message: Bytes): Promise<string | null> {
    const bound = { step: "outcome", code: this.code, transcript: this.digest } as const;
    return parseOutcome(await openMessage(this.own, bound, message));
  }
}

/** (c) A code on this screen that nobody has claimed. */
export class ScreenOffer {
  private constructor(
    /** The code to show. */ readonly text: string,
    private readonly code: Bytes,
    private readonly own: Agreement,
    private readonly card: Card,
  ) {}

  static async make(relay: Origin, id: Bytes, card: Card, random: Random): Promise<ScreenOffer> {
    const own = await keepAgreement(random(32));
    const text = writeLink(relay, "screen", concat(id, own.key, card.digest));
    return new ScreenOffer(text, boundCode(relay, text), own, card);
  }

  /** Answers the first claim with the clinic's card; gives what takes the wallet's reveal. */
  async answer(
    claim: Bytes,
    random: Random,
  ): Promise<{ message: Bytes; reveal: (message: Bytes) => Promise<Wait> }> {
    const { own, code, card } = this;
    const claimed = parseClaim(await openMessage(own, { step: "claim", code }, claim));
    const keys: Keys = { wallet: claimed.key, clinic: own.key };
    const clinic = random(32);
    const plain = encodeShare({ random: clinic, card: card.bytes });
    const message = await sealMessage(claimed.key, { step: "answer", code }, plain);
    const reveal = async (revealed: Bytes): Promise<Wait> => {
      const wallet = await randomOf(own, { step: "reveal", code }, revealed);
      if (!same(commitment(wallet, card.digest, keys), claimed.commitment)) throw new Mismatch();
      return new Wait(own, code, transcript(code, card.digest, keys, { clinic, wallet }));
    };
    return { message, reveal };
  }
}

/** (b) Claims a patient's code for the clinic with this card; gives what takes the wallet's answer. */
export async function claimFirst(
  link: Extract<Link, { kind: "first" }>,
  card: Card,
  random: Random,
): Promise<{ message: Bytes; answer: (message: Bytes) => Promise<{ wait: Wait; reveal: Bytes }> }> {
  const own = await keepAgreement(random(32));
  const code = boundCode(link.relay, link.text);
  const keys: Keys = { wallet: link.key, clinic: own.key };
  const clinic = random(32);
  const plain = encodeClaim({ key: own.key, commitment: commitment(clinic, card.digest, keys) });
  const message = await sealMessage(link.key, { step: "claim", code }, plain);
  const answer = async (answered: Bytes) => {
    const wallet = await randomOf(own, { step: "answer", code }, answered);
    const shown = encodeShare({ random: clinic, card: card.bytes });
    const reveal = await sealMessage(link.key, { step: "reveal", code }, shown);
    return { wait: new Wait(own, code, transcript(code, card.digest, keys, { clinic, wallet })), reveal };
  };
  return { message, answer };
}

/** A wallet's random bytes; a wallet has no card to send. */
async function randomOf(
  own: Agreement,
  bound: { step: "answer" | "reveal"; code: Bytes },
  message: Bytes,
): Promise<Bytes> {
  const { random, card } = parseShare(await openMessage(own, bound, message));
  if (card !== null) throw new FormatError("message", "card");
  return random;
}
