// @vitest-environment node
// A clinic's desks on a real server: they renew their card together, bring keys in from a file, open what patients share
// with any operator that was listed and with no other, and withdraw a card.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { Ledger } from "../ledger/ledger";
import { unknownLog } from "../ledger/view";
import { open, type Desk, type World } from "../open/open";
import { program, Stage } from "../open/program";
import { Refusal } from "../open/refusal";
import { hex, type Bytes } from "../protocol/bytes";
import { parseCard } from "../protocol/card";
import { parseOrigin, type Origin } from "../protocol/origin";
import { makeSecrets } from "./browser";
import {
  generationsOf,
  makeGeneration,
  OtherClinic,
  withGeneration,
  type KeptClinic,
  type KeptGeneration,
  type Name,
} from "./clinic";
import { cardCode } from "./code";
import { readKeyFile, writeKeyFile } from "./file";
import { withoutCurves } from "./older";
import { readOperators } from "./operators";
import { move, renew } from "./renew";
import { beginWithdrawal, register } from "./withdraw";

const found = program();
if (!found) console.log("skipped: keepwell is not built (cargo build --bin keepwell)");
const run = test.skipIf(!found);
const DAY_S = 24 * 60 * 60;

const [own, listed, unlisted] = [new Stage(found ?? ""), new Stage(found ?? ""), new Stage(found ?? "")];
const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));
const now = () => Math.floor(Date.now() / 1000);
const world: World = { network: (url, init) => fetch(url, init), now, random };
let clinics = 0;

/** A name that no wallet has met under another key. */
function named(): Name {
  clinics += 1;
  return { name: `Harbour Clinic ${clinics}`, country: "IE", contact: null };
}

function origin(stage: Stage): Origin {
  const parsed = parseOrigin(stage.info.url);
  if (!parsed) throw new Error("no origin");
  return parsed;
}

async function newClinic(when = now(), who: Name = named()): Promise<KeptClinic> {
  const where = { relay: origin(own), page: origin(own) };
  return { generations: [await makeGeneration(who, where, makeSecrets(random), when)] };
}

function newest({ generations }: KeptClinic): KeptGeneration {
  const [first] = generations;
  if (!first) throw new Error("no keys");
  return first;
}

/** What the page that `own` serves opens with: the operators are those that its server lists. */
async function deskOf(clinic: KeptClinic): Promise<Desk> {
  const operators = await readOperators(world.network, `${own.info.page_url}/`);
  const ledgers = operators.map(({ relay, ledger }) => ({
    relay,
    ledger: new Ledger(world.network, ledger.url, ledger.key, ledger.quorum),
  }));
  return {
    generations: generationsOf(clinic, now()),
    ledgerOf: (relay) => ledgers.find((one) => one.relay === relay)?.ledger ?? null,
    known: () => Promise.resolve(unknownLog()),
    keep: () => Promise.resolve(),
  };
}

function cardFile(clinic: KeptClinic, stage: Stage): string {
  const path = join(stage.folder, "card");
  writeFileSync(path, newest(clinic).card);
  return path;
}

beforeAll(async () => {
  if (!found) return;
  for (const stage of [listed, unlisted]) await stage.serve();
  await own.serve("127.0.0.1:0", "--allow", `${listed.info.url}=${listed.info.ledger.key}`);
  for (const stage of [own, listed, unlisted]) {
    stage.wallet("init", "--server", stage.info.url);
    stage.wallet("import", "--sample");
  }
}, 120_000);

afterAll(async () => {
  for (const stage of [own, listed, unlisted]) await stage.end();
});

run(
  "the page opens what came through an operator that its own one listed, and through no other",
  async () => {
    const clinic = await newClinic();
    const desk = await deskOf(clinic);
    for (const stage of [own, listed]) {
      const { qr_text } = stage.wallet<{ qr_text: string }>(
        "grant",
        "--to",
        cardFile(clinic, stage),
        "--for",
        "2h",
      );
      const opened = await open(desk, world, qr_text);
      expect(opened.terms.relay).toBe(origin(stage));
    }
    const card = cardFile(clinic, unlisted);
    const { qr_text } = unlisted.wallet<{ qr_text: string }>("grant", "--to", card, "--for", "2h");
    const error: unknown = await open(desk, world, qr_text).catch((refused: unknown) => refused);
    expect(error instanceof Refusal && error.code).toBe("not_listed");
  },
  120_000,
);

run(
  "two desks renew their card at the same moment and have the same one, and old keys stay until they are over",
  async () => {
    const begun = now() - 28 * DAY_S;
    const clinic = await newClinic(begun);
    const others = await Promise.all([1, 2, 3].map(() => renew(clinic, world, origin(own))));
    const cards = others.map((one) => one.generations.map(({ card }) => hex(parseCard(card).digest)));
    expect(cards[0]).toHaveLength(2);
    expect(cards[1]).toEqual(cards[0]);
    expect(cards[2]).toEqual(cards[0]);
    const [renewed = clinic] = others;
    expect(hex(parseCard(newest(renewed).card).key)).toBe(hex(newest(clinic).secrets.signKey));
    expect(newest(renewed).secrets.identity).toHaveProperty("extractable", false);
    expect(await renew(renewed, world, origin(own))).toBe(renewed);
    const { qr_text } = own.wallet<{ qr_text: string }>(
      "grant",
      "--to",
      cardFile(renewed, own),
      "--for",
      "2h",
    );
    const opened = await open(await deskOf(others[1] as KeptClinic), world, qr_text);
    expect(opened.permission.clinic).toBe(parseCard(newest(clinic).card).name);
    // A desk that was away for three months catches up, and what is over is destroyed.
    const then: World = { ...world, now: () => begun + 120 * DAY_S };
    const late = await renew(clinic, then, origin(own));
    expect(late.generations).toHaveLength(1);
    expect(cards[0]).not.toContain(hex(parseCard(newest(late).card).digest));
    expect(parseCard(newest(late).card).expires).toBeGreaterThan(begun + 120 * DAY_S);
  },
  60_000,
);

run(
  "a clinic moves to its page's new server, its other desks follow, and what was shared before opens as it did",
  async () => {
    const old = { relay: origin(listed), page: origin(listed) };
    const clinic = { generations: [await makeGeneration(named(), old, makeSecrets(random), now() - DAY_S)] };
    const given = ["--to", cardFile(clinic, listed), "--for", "2h"];
    const before = listed.wallet<{ qr_text: string }>("grant", ...given);
    const here = { relay: origin(own), page: origin(own) };
    expect(await renew(clinic, world, here.relay)).toBe(clinic);

    const relays = [origin(own), origin(listed)];
    const desks = await Promise.all([1, 2].map(() => move(clinic, world, here, relays)));
    const [moved = clinic] = desks;
    const cards = [...desks, await renew(clinic, world, here.relay)].map((one) =>
      parseCard(newest(one).card),
    );
    expect(new Set(cards.map(({ digest }) => hex(digest))).size).toBe(1);
    expect(cards[0]).toMatchObject({ ...here, key: newest(clinic).secrets.signKey });
    expect(await move(moved, world, here, relays)).toBe(moved);

    const desk = await deskOf(moved);
    const after = own.wallet<{ qr_text: string }>("grant", "--to", cardFile(moved, own), "--for", "2h");
    for (const { qr_text } of [before, after]) await open(desk, world, qr_text);
  },
  60_000,
);

run(
  "a clinic moves also where its old server is gone, once nobody lists that any more",
  async () => {
    const nobody = parseOrigin("http://127.0.0.1:9") as Origin;
    const old = { relay: nobody, page: nobody };
    const begun = now() - 28 * DAY_S;
    const clinic = { generations: [await makeGeneration(named(), old, makeSecrets(random), begun)] };
    const here = { relay: origin(own), page: origin(own) };
    await expect(renew(clinic, world, here.relay)).rejects.toThrow();
    await expect(move(clinic, world, here, [here.relay, nobody])).rejects.toThrow();
    const moved = await move(clinic, world, here, [here.relay]);
    expect(parseCard(newest(moved).card)).toMatchObject(here);
  },
  60_000,
);

run(
  "a desk whose browser knows neither curve renews with others, and opens what is shared with it",
  async () => {
    const begun = now() - 28 * DAY_S;
    const restore = withoutCurves();
    const secrets = makeSecrets(random);
    const where = { relay: origin(own), page: origin(own) };
    const first = await makeGeneration(named(), where, secrets, begun);
    const file = await writeKeyFile(first.card, secrets, "correct horse");
    const old = await renew({ generations: [first] }, world, origin(own));
    restore();
    const other = await renew(
      withGeneration(null, await readKeyFile(file, "correct horse")),
      world,
      origin(own),
    );
    expect(other.generations.map(({ card }) => hex(card))).toEqual(
      old.generations.map(({ card }) => hex(card)),
    );
    const card = cardFile(old, own);
    const { qr_text } = own.wallet<{ qr_text: string }>("grant", "--to", card, "--for", "2h");
    const again = withoutCurves();
    const opened = await open(await deskOf(old), world, qr_text);
    again();
    expect(opened.permission.clinic).toBe(parseCard(newest(old).card).name);
  },
  60_000,
);

run(
  "a card too long for its code is on the relay, where a wallet finds it",
  async () => {
    const long = {
      name: "Harbour Clinic".padEnd(120, "e"),
      country: "IE",
      contact: "front desk".padEnd(120, "k"),
    };
    const clinic = await newClinic(now(), long);
    const code = await cardCode(newest(clinic), world);
    expect(code.length).toBeLessThan(120);
    expect(await cardCode(newest(clinic), world)).toBe(code);
    const { qr_text } = own.wallet<{ qr_text: string }>("grant", "--to", code, "--for", "2h");
    const opened = await open(await deskOf(clinic), world, qr_text);
    expect(opened.permission.clinic).toBe(long.name);
    expect((await cardCode(newest(await newClinic()), world)).length).toBeGreaterThan(400);
  },
  60_000,
);

run(
  "keys that were lost come back from the file, beside newer ones, and another clinic's do not",
  async () => {
    const secrets = makeSecrets(random);
    const where = { relay: origin(own), page: origin(own) };
    const first = await makeGeneration(named(), where, secrets, now() - 28 * DAY_S);
    const file = await writeKeyFile(first.card, secrets, "correct horse");
    const renewed = await renew({ generations: [first] }, world, origin(own));
    await expect(readKeyFile(file, "wrong")).rejects.toThrow();
    const back = await readKeyFile(file, "correct horse");
    // With nothing left, and beside what is newer.
    const alone = await renew(withGeneration(null, back), world, origin(own));
    const beside = withGeneration(renewed, back);
    for (const clinic of [alone, beside]) {
      expect(clinic.generations.map(({ card }) => hex(card))).toEqual(
        renewed.generations.map(({ card }) => hex(card)),
      );
    }
    const other = newest(await newClinic());
    expect(() => withGeneration(renewed, other)).toThrow(OtherClinic);
    const mixed = await writeKeyFile(other.card, makeSecrets(random), "correct horse");
    await expect(readKeyFile(mixed, "correct horse")).rejects.toThrow("keys");
  },
  60_000,
);

run(
  "a card that the page withdrew is refused by a wallet that has read it",
  async () => {
    const clinic = await newClinic();
    const card = cardFile(clinic, own);
    own.wallet("grant", "--to", card, "--for", "2h");
    const [operator] = await readOperators(world.network, `${own.info.page_url}/`);
    const [generation] = generationsOf(clinic, now());
    if (!operator || !generation) throw new Error("nothing to withdraw");
    const { statement } = await beginWithdrawal(generation, [operator.ledger]);
    const index = await register(world.network, operator.ledger, statement);
    expect(await register(world.network, operator.ledger, statement)).toBe(index);
    own.wallet("sync");
    const given = ["wallet", "grant", "--to", card, "--for", "2h", "--home", join(own.folder, "wallet")];
    const env = { ...process.env, KEEPWELL_PASSPHRASE: "a passphrase for tests" };
    const refused = () => execFileSync(found ?? "", given, { env, stdio: "pipe", encoding: "utf8" });
    expect(refused).toThrow("has withdrawn this card");
  },
  60_000,
);
