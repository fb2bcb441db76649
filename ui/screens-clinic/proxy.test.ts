// The page, the relay and the ledger behind a real nginx, set up as docs/HOSPITAL-IT.md tells hospitals to: on origins of
// their own and by HTTPS, the page under a folder; and behind one that holds event streams back.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { example, freePorts, Nginx, nginx, replaced, root, type Ports } from "./nginx";
import { BLANK_MS, dom, found, open, PATIENCE_MS, Visit } from "./visit";

const program = nginx();
if (!program) console.log("skipped: there is no nginx here (KEEPWELL_NGINX, or on the path)");
const isSkipped = !found || !program;

const visit = new Visit();
const proxy = new Nginx(program ?? "");
let ports: Ports;
let card = "";

beforeAll(async () => {
  if (isSkipped) return;
  // What the wallet trusts.
  process.env["SSL_CERT_FILE"] = root;
  ports = await freePorts();
  await proxy.start(example(ports, true), ports.relay);
  const { page, relay, pageBehind, relayBehind } = ports;
  await visit.begin(
    undefined,
    `127.0.0.1:${relayBehind}`,
    ...["--page-listen", `127.0.0.1:${pageBehind}`],
    ...["--public-url", `https://127.0.0.1:${relay}`],
    ...["--page-url", `https://localhost:${page}/keepwell/`],
  );
  const window = await visit.page();
  await visit.ready(window);
  card = await visit.card(window);
  await window.close();
});
afterAll(async () => {
  await visit.end();
  await proxy.end();
});

async function opened(...more: string[]): Promise<{ page: Page; grant: string }> {
  const { qr_text, grant } = visit.share(card, ...more);
  const page = await visit.page();
  await visit.ready(page);
  visit.asked.length = 0;
  await open(page, qr_text);
  return { page, grant };
}

async function goesBlank(page: Page, grant: string): Promise<void> {
  visit.stage.wallet("revoke", grant);
  await page.getByText("The patient stopped the access").waitFor({ timeout: BLANK_MS });
  expect(await dom(page)).not.toContain("Haddad");
}

/** Every stream of events, and every question beside one. */
function events(): string[] {
  return visit.asked.filter((url) => url.endsWith("/events"));
}

describe.skipIf(isSkipped)("behind nginx", () => {
  test("a phone's camera is led to the page's folder", async () => {
    const page = await visit.page();
    await page.goto(`${visit.stage.info.url}/G`);
    expect(page.url()).toBe(`https://localhost:${ports.page}/keepwell/`);
    await page.locator("main h1").waitFor();
    await page.close();
  });

  test("a record is opened, told and stopped, by nothing but the page's folder and the listed origin", async () => {
    const { page, grant } = await opened();
    expect(await page.locator("main").innerText()).toContain("Amina Haddad-Sample");
    const folder = `https://localhost:${ports.page}/keepwell/`;
    const others = visit.asked.filter(
      (url) => !url.startsWith(folder) && !url.startsWith(`${visit.stage.info.url}/`),
    );
    expect(others).toEqual([]);
    await expect
      .poll(() => visit.activity(), { timeout: PATIENCE_MS })
      .toEqual(expect.arrayContaining(["opened", "shown"]));
    await goesBlank(page, grant);
    // The stream told it: nobody had to ask beside it.
    expect(events()).toHaveLength(1);
    expect(visit.told).toEqual([]);
    await page.close();
  });

  test("pieces of an upload that are larger than nginx would let through by itself arrive", async () => {
    const letter = join(visit.stage.folder, "letter.txt");
    writeFileSync(letter, Array.from({ length: 400_000 }, (_, line) => `line ${line}\n`).join(""));
    visit.stage.wallet("import", letter);
    const { page } = await opened("--share", "all");
    expect(await page.locator("main").innerText()).toContain("letter");
    await page.close();
  });

  test("where streams are held back, the page learns all the same that the patient has stopped", async () => {
    // As nginx is by itself, but for a header by which the relay asks it not to hold back.
    const buffering = replaced(example(ports, true), "proxy_buffering off;", "");
    const ignoring = "proxy_ignore_headers X-Accel-Buffering;";
    await proxy.stop();
    await proxy.start(replaced(buffering, "proxy_http_version 1.1;", ignoring), ports.relay);
    const { page, grant } = await opened();
    // The page asks beside a stream of which nothing has come.
    await expect.poll(() => events().length, { timeout: PATIENCE_MS }).toBeGreaterThan(1);
    await goesBlank(page, grant);
    await page.close();
  });
});
