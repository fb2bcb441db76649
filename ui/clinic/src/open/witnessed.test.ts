// @vitest-environment node
// A page whose operator asks for two witnesses, all of them programs: what both have seen is opened, and nothing else.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { ed25519 } from "@noble/curves/ed25519.js";
import { afterAll, beforeAll, expect, test } from "vitest";

import type { Generation } from "../desk/keys";
import { readOperators } from "../desk/operators";
import { Ledger } from "../ledger/ledger";
import type { Quorum } from "../ledger/quorum";
import { unknownLog } from "../ledger/view";
import type { Network } from "../network/ask";
import { base64, concat, utf8, type Bytes } from "../protocol/bytes";
import { parseNoteKey, writeNoteKey } from "../protocol/note";
import { parseOrigin, type Origin } from "../protocol/origin";
import { generation, now, random } from "./made";
import { open, type Desk, type World } from "./open";
import { program, Stage } from "./program";
import { checks, Refusal } from "./refusal";

const found = program();
if (!found) console.log("skipped: keepwell is not built (cargo build --bin keepwell)");
const run = test.skipIf(!found);
/** The second one is a patient who asks for no witness. */
const [stage, other] = [new Stage(found ?? ""), new Stage(found ?? "")];
const network: Network = (url, init) => fetch(url, init);
const world: World = { network, now, random };

let clinic: Generation;
let server: Origin;
let card: string;
let quorum: Quorum | null;

function deskAsking(asked: Quorum | null, over: Network = network): Desk {
  const ledger = new Ledger(over, server, parseNoteKey(stage.info.ledger.key), asked);
  return {
    generations: [clinic],
    ledgerOf: () => ledger,
    known: () => Promise.resolve(unknownLog()),
    keep: () => Promise.resolve(),
  };
}

function grant(by: Stage): string {
  return by.wallet<{ qr_text: string }>("grant", "--to", card, "--for", "2h").qr_text;
}

async function refusal(code: string, desk: Desk): Promise<string> {
  const refused = await open(desk, world, code).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(refused instanceof Refusal)) throw new Error("it was not refused", { cause: refused });
  return `${refused.check} ${refused.code}`;
}

beforeAll(async () => {
  if (!found) return;
  await stage.serve();
  const { url, ledger } = stage.info;
  const names = ["w1.example", "w2.example"];
  const lines: string[] = [];
  for (const name of names) {
    const witness = await stage.witness(name, ledger.key);
    lines.push(`witness ${name} ${witness.key} ${witness.url}`);
  }
  const policy = join(stage.folder, "policy");
  writeFileSync(policy, [...lines, `group both all ${names.join(" ")}`, "quorum both", ""].join("\n"));
  await stage.stop();
  await stage.serve(url.replace("http://", ""), "--witness-policy", policy);
  server = parseOrigin(url) as Origin;
  clinic = await generation(server);
  card = join(stage.folder, "card");
  writeFileSync(card, clinic.card.bytes);
  stage.wallet("init", "--server", url, "--witness-policy", policy);
  other.wallet("init", "--server", url);
  for (const patient of [stage, other]) patient.wallet("import", "--sample");
  const [operator] = await readOperators(network, `${url}/`);
  quorum = operator?.ledger.quorum ?? null;
}, 120_000);

afterAll(async () => {
  await stage.end();
  await other.end();
});

run(
  "what the quorum of the operator's list has seen is opened, and nothing where one more is asked for",
  async () => {
    expect(quorum).toMatchObject({ need: 2, of: [{ name: "w1.example" }, { name: "w2.example" }] });
    const code = grant(stage);
    const passed: string[] = [];
    await open(deskAsking(quorum), world, code, (name) => passed.push(name));
    expect(passed).toEqual([...checks]);
    expect(await refusal(code, deskAsking({ need: 2, of: [made(), ...(quorum ? [quorum] : [])] }))).toBe(
      "receipt not_witnessed",
    );
  },
  60_000,
);

run(
  "what one of them has not looked at lately counts as no answer",
  async () => {
    const code = grant(stage);
    const age = (seconds: number): Network => {
      return async (url, init) => {
        const answer = await network(url, init);
        if (!url.endsWith("/checkpoint")) return answer;
        const note = await answer.text();
        return new Response(`${note}${cosigned(note, Math.floor(Date.now() / 1000) - seconds)}`);
      };
    };
    expect(await refusal(code, deskAsking(made(), age(16 * 60)))).toBe("receipt ledger_away");
    // Lately enough for the log; what the share itself carries has not got that witness's word.
    expect(await refusal(code, deskAsking(made(), age(60)))).toBe("receipt not_witnessed");
  },
  60_000,
);

run(
  "a share that a witness has not seen is not opened",
  async () => {
    await stage.dismiss("w2.example");
    const code = grant(other);
    expect(await refusal(code, deskAsking(quorum))).toBe("receipt not_witnessed");
  },
  60_000,
);

const SEED: Bytes = new Uint8Array(32).fill(5);

/** A witness whose key is here. */
function made(): ReturnType<typeof parseNoteKey> {
  const key = ed25519.getPublicKey(SEED) as Bytes;
  return parseNoteKey(writeNoteKey({ name: "made.example", kind: "witness", key }));
}

function cosigned(note: string, time: number): string {
  const text = note.slice(0, note.indexOf("\n\n") + 1);
  const stamp = new Uint8Array(8);
  new DataView(stamp.buffer).setBigUint64(0, BigInt(time));
  const signature = ed25519.sign(utf8(`cosignature/v1\ntime ${time}\n${text}`), SEED) as Bytes;
  return `— made.example ${base64(concat(made().id, stamp, signature))}\n`;
}
