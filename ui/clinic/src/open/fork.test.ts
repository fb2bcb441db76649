// @vitest-environment node
// A ledger with two histories under one key: the wallet was shown one, the clinic reads the other. Both are real servers on
// data that was copied at one moment, and the share was recorded at a smaller size than the clinic's log has.
import { cpSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import type { Generation } from "../desk/keys";
import { Ledger } from "../ledger/ledger";
import { unknownLog } from "../ledger/view";
import type { Network } from "../network/ask";
import { parseNoteKey } from "../protocol/note";
import { parseOrigin, type Origin } from "../protocol/origin";
import { generation, now, random } from "./made";
import { open, type World } from "./open";
import { program, Stage } from "./program";
import { Refusal } from "./refusal";

const found = program();
if (!found) console.log("skipped: keepwell is not built (cargo build --bin keepwell)");
const run = test.skipIf(!found);
/** The history that the clinic reads, and the one in which the second share was recorded. */
const [first, second] = [new Stage(found ?? ""), new Stage(found ?? "")];

let clinic: Generation;
let server: Origin;
/** Where the second history's relay is reached, on whose shelf the second share lies. */
let apart = "";
const codes = { honest: "", forked: "" };
const asked: string[] = [];
/** The log's newest state before anything was shared. */
let old = "";

async function freePort(): Promise<number> {
  const held = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => held.once("listening", resolve));
  const { port } = held.address() as AddressInfo;
  await new Promise((resolve) => held.close(resolve));
  return port;
}

function grant(stage: Stage, card: string): string {
  return stage.wallet<{ qr_text: string }>("grant", "--to", card, "--for", "2h").qr_text;
}

beforeAll(async () => {
  if (!found) return;
  await first.serve();
  const { url } = first.info;
  const listen = url.replace("http://", "");
  server = parseOrigin(url) as Origin;
  clinic = await generation(server);
  const card = join(first.folder, "card");
  writeFileSync(card, clinic.card.bytes);
  for (const patient of [first, second]) {
    patient.wallet("init", "--server", url);
    patient.wallet("import", "--sample");
  }
  old = await (await fetch(`${url}/checkpoint`)).text();
  codes.honest = grant(first, card);
  await first.stop();
  cpSync(join(first.folder, "server"), join(second.folder, "server"), { recursive: true });

  await second.serve(listen);
  codes.forked = grant(first, card);
  await second.stop();

  await first.serve(listen);
  for (let more = 0; more < 3; more += 1) grant(second, card);
  const port = await freePort();
  await second.serve(`127.0.0.1:${port}`, "--public-url", url);
  apart = `http://127.0.0.1:${port}`;
}, 120_000);

afterAll(async () => {
  await first.end();
  await second.end();
});

/** Opens a code with nothing known of the ledger, by way of a network; the name of the check that refused it, or null. */
async function refusal(code: string, network: Network): Promise<string | null> {
  const told: Network = (url, init) => {
    asked.push(new URL(url).pathname);
    return network(url, init);
  };
  const ledger = new Ledger(told, server, parseNoteKey(first.info.ledger.key));
  const desk = {
    generations: [clinic],
    ledgerOf: () => ledger,
    known: () => Promise.resolve(unknownLog()),
    keep: () => Promise.resolve(),
  };
  const world: World = { network: told, now, random };
  try {
    await open(desk, world, code);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return `${error.check} ${error.code}`;
    throw error;
  }
}

const forking: Network = (url, init) => {
  const { pathname } = new URL(url);
  return fetch(pathname.startsWith("/v1/") ? url.replace(server, apart) : url, init);
};

run(
  "an older share of the same history is proved by tiles, and opens",
  async () => {
    asked.length = 0;
    expect(await refusal(codes.honest, (url, init) => fetch(url, init))).toBe(null);
    expect(asked.some((path) => path.startsWith("/tile/0/000.p/"))).toBe(true);
  },
  60_000,
);

run(
  "a share of another history is refused, although it is older and rightly signed",
  async () => {
    expect(await refusal(codes.forked, forking)).toBe("receipt ledger_lies");
  },
  60_000,
);

run(
  "tiles that were altered on the way prove nothing, and nothing is opened on them",
  async () => {
    const altering: Network = async (url, init) => {
      const response = await fetch(url, init);
      if (!/\/tile\/\d/.test(url)) return response;
      const bytes = new Uint8Array(await response.arrayBuffer());
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      return new Response(bytes, { status: 200 });
    };
    expect(await refusal(codes.honest, altering)).toBe("receipt altered");
  },
  60_000,
);

run(
  "a log that shows less than it signed is not believed, and not accused",
  async () => {
    const stale: Network = async (url, init) =>
      url.endsWith("/checkpoint") ? new Response(old, { status: 200 }) : fetch(url, init);
    expect(await refusal(codes.honest, stale)).toBe("receipt unreachable");
  },
  60_000,
);
