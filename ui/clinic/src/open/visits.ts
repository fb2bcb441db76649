// Openings that were begun and not finished, because the line went down. Who tries the same code again soon goes on within the
// same opening, so that no second one is used up. In memory alone: a page that is closed has forgotten them.
import { hex, type Bytes } from "../protocol/bytes";

/** How long a relay lets an opening go on, in seconds. */
const LASTS_S = 15 * 60;

export class Visits {
  readonly #begun = new Map<string, { opening: Bytes; at: number }>();

  /** The opening of this mailbox that can still go on, or a new one; `now` in seconds since 1970. */
  opening(mailbox: Bytes, now: number, random: (length: number) => Bytes): Bytes {
    const known = this.#begun.get(hex(mailbox));
    if (known && now >= known.at && now - known.at < LASTS_S) return known.opening;
    const opening = random(16);
    this.#begun.set(hex(mailbox), { opening, at: now });
    return opening;
  }

  /** It was finished, or the relay lets it go on no longer. */
  over(mailbox: Bytes): void {
    this.#begun.delete(hex(mailbox));
  }
}
