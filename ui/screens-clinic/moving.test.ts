// A page whose server is another one, as each year that begins with a new ledger: the clinic is moved by one press, its code is made
// anew, another desk follows by itself, and what was shared before opens as it did.
import { createServer, type AddressInfo } from "node:net";

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { Stage } from "../clinic/src/open/program";
import { built, dom, found, open, violations, Visit } from "./visit";

/** The new server, and the old one. */
const visit = new Visit();
const old = new Stage(found ?? "");
/** Where the page is, whichever serves it. */
let address = "";

beforeAll(async () => {
  if (!found) return;
  address = `127.0.0.1:${await freePort()}`;
  await old.serve("127.0.0.1:0", "--page", built, "--page-listen", address);
  old.wallet("init", "--server", old.info.url);
  old.wallet("import", "--sample");
  await visit.begin();
}, 120_000);
afterAll(async () => {
  await visit.end();
  await old.end();
});

function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  return new Promise((resolve) =>
    server.once("listening", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    }),
  );
}

/** The new server takes the page over, and lists the old one. */
async function handOver(): Promise<void> {
  const at = (url: string) => new URL(url).host;
  const [before, after] = [at(old.info.url), at(visit.stage.info.url)];
  const { url, ledger } = old.info;
  await old.stop();
  await old.serve(before);
  await visit.stage.stop();
  await visit.again(after, "--page-listen", address, "--allow", `${url}=${ledger.key}`);
}

async function reloaded(page: Page): Promise<void> {
  await page.reload();
  await page.locator("input[name=link]").waitFor();
}

describe.skipIf(!found)("a page with a new server", () => {
  test("moves the clinic when a person says so, and its other desk follows", async () => {
    const desk = await visit.page(await visit.desk());
    const file = await visit.begun(desk, "Harbour Clinic", `http://${address}/`);
    const other = await visit.page(await visit.desk());
    await other.goto(`http://${address}/`);
    await visit.bring(other, file);
    await other.locator("input[name=link]").waitFor();
    const before = old.wallet<{ qr_text: string }>("grant", "--to", await visit.card(desk), "--for", "2h");

    await handOver();
    await reloaded(desk);
    const asked = desk.locator(".alert", { hasText: "This page has a new server" });
    await asked.waitFor();
    expect(await violations(desk)).toEqual([]);
    await asked.getByRole("button", { name: "Move to the new server" }).click();
    await desk.getByText("Print your clinic’s code again").waitFor();
    expect(await violations(desk)).toEqual([]);

    await reloaded(other);
    await other.getByText("Print your clinic’s code again").waitFor();
    expect(await dom(other)).not.toContain("This page has a new server");
    const after = visit.share(await visit.card(desk));
    for (const { qr_text } of [before, after]) {
      await open(other, qr_text);
      expect(await other.locator("main h1").innerText()).toContain("Amina");
      await reloaded(other);
    }
    for (const page of [desk, other]) await page.context().close();
  });

  test("brings no error", () => {
    expect(visit.told).toEqual([]);
  });
});
