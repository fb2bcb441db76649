// One honest opening on a real server, played again with something altered each time, to see which check refuses it. Only
// tests import this.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Generation } from "../desk/keys";
import { Ledger } from "../ledger/ledger";
import { unknownLog } from "../ledger/view";
import type { Network } from "../network/ask";
import type { Bytes } from "../protocol/bytes";
import { parseNoteKey } from "../protocol/note";
import { parseOrigin, type Origin } from "../protocol/origin";
import { generation, now } from "./made";
import { open, type World } from "./open";
import type { Stage } from "./program";
import { Refusal } from "./refusal";
import { Tape } from "./tape";

/** With `KEEPWELL_LONG=1` in the environment every byte is altered everywhere, which takes an hour, and three beside other work. */
const isLong = process.env["KEEPWELL_LONG"] === "1";
/** How long one table may take, in milliseconds. */
export const PATIENCE = isLong ? 10_800_000 : 180_000;

/** Of all places those chosen, where not every one is asked for. */
export function chosen(bytes: Bytes, choose: (at: number) => boolean): number[] {
  return isLong ? all(bytes) : all(bytes).filter(choose);
}

/** The same bytes each time, so that the ledger's signed time of the first opening answers every other. */
const random = (length: number): Bytes => new Uint8Array(length).fill(7);

export class Played {
  readonly tape = new Tape();
  readonly #began = now();

  private constructor(
    private readonly stage: Stage,
    private readonly server: Origin,
    readonly clinic: Generation,
    private readonly code: string,
  ) {}

  /** Starts the server, shares, and opens once. */
  static async begin(stage: Stage): Promise<Played> {
    await stage.serve();
    const server = parseOrigin(stage.info.url) as Origin;
    const clinic = await generation(server);
    const card = join(stage.folder, "card");
    writeFileSync(card, clinic.card.bytes);
    stage.wallet("init", "--server", stage.info.url);
    stage.wallet("import", "--sample");
    const grant = () => stage.wallet<{ qr_text: string }>("grant", "--to", card, "--for", "2h").qr_text;
    const played = new Played(stage, server, clinic, grant());
    // The log has grown since, so that its tiles must prove that the share is of this history.
    for (let more = 0; more < 4; more += 1) grant();
    const refused = await played.refusal(played.tape.record);
    if (refused !== null) throw new Error(`the honest opening was refused: ${refused}`);
    return played;
  }

  /** The name of the check that refuses the code, and why; null when it opens. */
  async refusal(network: Network): Promise<string | null> {
    const ledger = new Ledger(network, this.server, parseNoteKey(this.stage.info.ledger.key));
    const desk = {
      generations: [this.clinic],
      ledgerOf: () => ledger,
      known: () => Promise.resolve(unknownLog()),
      keep: () => Promise.resolve(),
    };
    const world: World = { network, now: () => this.#began, random };
    try {
      await open(desk, world, this.code);
      return null;
    } catch (error) {
      if (error instanceof Refusal) return `${error.check} ${error.code}`;
      throw error;
    }
  }

  /** How often each refusal was given with these places altered; the place stands there where it is none of the wanted ones. */
  async refusals(
    places: number[],
    wanted: string[],
    alter: (at: number) => Promise<Network> | Network,
  ): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const at of places) {
      const told = String(await this.refusal(await alter(at)));
      const name = wanted.includes(told) ? told : `byte ${at}: ${told}`;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }
}

/** The bytes with one bit turned over, another one at each place. */
export function altered(bytes: Bytes, at: number): Bytes {
  const other = bytes.slice();
  other[at] = (other[at] ?? 0) ^ (1 << (at % 8));
  return other;
}

/** Every place. */
export const all = ({ length }: Bytes): number[] => Array.from({ length }, (_, at) => at);
