// A code that comes by itself: in the page's address, when a phone's own camera opened it, or from a USB scanner on whatever
// screen stands there. None is lost, and none presses a button.
import type { ChildProcessWithoutNullStreams } from "node:child_process";

import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { writeLink } from "../clinic/src/protocol/link";
import type { Origin } from "../clinic/src/protocol/origin";
import { sharing, told } from "../clinic/src/rendezvous/patient";
import { scanned } from "../clinic/src/scan/keyboards";
import { type } from "../screens/scan/keys";
import { freePort } from "./proxy";
import { dom, found, open, paste, PATIENCE_MS, top, violations, Visit } from "./visit";

const visit = new Visit();
const enter = { key: "Enter", code: "Enter", shift: false, altGraph: false };
/** The wallets that are in a meeting: a test that fails must not leave the wallet's folder in use. */
const meetings: ChildProcessWithoutNullStreams[] = [];
let card = "";

beforeAll(async () => {
  if (!found) return;
  await visit.begin();
  card = await visit.ownCard();
});
afterEach(() => {
  for (const wallet of meetings.splice(0)) wallet.kill();
});
afterAll(() => visit.end());

/** A patient's wallet that shows a code for whoever scans first. */
async function showing(by: Visit): Promise<{ wallet: ChildProcessWithoutNullStreams; code: string }> {
  const wallet = sharing(by.stage, "first");
  meetings.push(wallet);
  return { wallet, code: (await told(wallet, "code")) as string };
}

/** As a USB scanner types it. */
async function scan(page: Page, code: string): Promise<void> {
  await type(page, [...scanned(code, { scanner: "american", computer: "american" }), enter]);
}

async function ready(): Promise<Page> {
  const page = await visit.page();
  await visit.ready(page);
  return page;
}

/** A browser that has never been here. */
async function stranger(): Promise<Page> {
  return visit.page(await visit.desk());
}

/** The patient compares the words on both screens, and says yes. */
async function agree(page: Page, wallet: ChildProcessWithoutNullStreams): Promise<void> {
  await page.locator(".words li").nth(2).waitFor();
  const words = await page.locator(".words li").allInnerTexts();
  wallet.stdin.end(`${words.map((word) => word.replace(/[^a-z]/g, "")).join(" ")}\n`);
  await page.locator(".banner").waitFor();
}

describe.skipIf(!found)("a code that a phone's camera opened", () => {
  test("opens the record where the clinic's key is, and stays in no address", async () => {
    const page = await visit.page();
    await page.goto(visit.share(card).qr_text);
    await page.locator(".banner").waitFor();
    expect(page.url()).toBe(`${visit.stage.info.url}/`);
    await page.close();
  });

  test("is also taken by a page that stands open already", async () => {
    const page = await ready();
    await page.evaluate((hash) => (location.hash = hash), payload(visit.share(card).qr_text));
    await page.locator(".banner").waitFor();
    expect(page.url()).toBe(`${visit.stage.info.url}/`);
    await page.close();
  });

  test("is refused with a reason where no key is", async () => {
    const page = await stranger();
    await page.goto(visit.share(card).qr_text);
    await page.getByText("no clinic’s key").waitFor();
    expect(page.url()).toBe(`${visit.stage.info.url}/`);
    await page.locator("main button").click();
    await page.locator("input[name=organization]").waitFor();
    await page.context().close();
  });

  test("of a patient for whoever scans first begins the meeting in a browser without a key", async () => {
    const { wallet, code } = await showing(visit);
    const page = await stranger();
    await page.goto(code);
    await agree(page, wallet);
    expect(await page.locator("main h1").innerText()).toContain("Amina");
    await page.context().close();
  });

  test("of a patient for whoever scans first begins the meeting at a desk", async () => {
    const { wallet, code } = await showing(visit);
    const page = await visit.page();
    await page.goto(code);
    await agree(page, wallet);
    await page.close();
  });

  test("of a clinic is told to be none of a patient's", async () => {
    const page = await ready();
    const { url } = visit.stage.info;
    await page.goto(writeLink(url as Origin, "card digest", new Uint8Array(32).fill(7)));
    await page.getByText("This is a clinic’s code").waitFor();
    await page.close();
  });
});

describe.skipIf(!found)("a scan", () => {
  test("on a record presses no button, and asks whether the next one is to be opened", async () => {
    const page = await ready();
    const first = visit.share(card).qr_text;
    await open(page, first);
    await page.locator(top).last().focus();
    await scan(page, first);
    await page.waitForTimeout(500);
    expect(await page.locator("dialog").count()).toBe(0);
    await scan(page, visit.share(card).qr_text);
    await page.getByText("Another code was scanned").waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.locator(".banner").count()).toBe(1);
    await page.getByRole("button", { name: "Stay with this record" }).click();
    await page.locator("dialog").waitFor({ state: "detached" });
    expect(await page.locator("main h1").innerText()).toContain("Amina");

    const closed = visit.activity().filter((what) => what === "closed").length;
    const opened = visit.activity().filter((what) => what === "opened").length;
    await scan(page, visit.share(card).qr_text);
    await page.getByRole("button", { name: "Close this record and open the next" }).click();
    await page.locator("dialog").waitFor({ state: "detached" });
    await page.locator(".banner").waitFor();
    const count = (wanted: string) => visit.activity().filter((what) => what === wanted).length;
    await expect.poll(() => count("closed"), { timeout: PATIENCE_MS }).toBe(closed + 1);
    await expect.poll(() => count("opened"), { timeout: PATIENCE_MS }).toBe(opened + 1);
    await page.close();
  });

  test("of something else on a record presses no button either", async () => {
    const page = await ready();
    await open(page, visit.share(card).qr_text);
    await page.locator(top).last().focus();
    await scan(page, "HTTPS://EXAMPLE.ORG/MENU");
    await page.waitForTimeout(800);
    expect(await page.locator(".banner").count()).toBe(1);
    expect(await page.locator("dialog").count()).toBe(0);
    await page.close();
  });

  test("after a record, and after a refusal, opens the next one", async () => {
    const page = await ready();
    await open(page, visit.share(card).qr_text);
    await page.locator(top).last().click();
    await page.getByText("You closed the record").waitFor();
    await page.locator("main button").focus();
    await scan(page, visit.share(card).qr_text);
    await page.locator(".banner").waitFor();
    await page.locator(top).last().click();

    const { qr_text, grant } = visit.share(card);
    visit.stage.wallet("revoke", grant);
    await page.locator("main button").click();
    await paste(page, qr_text);
    await page.getByText("This code is not available").waitFor();
    await page.locator("main button").focus();
    await scan(page, visit.share(card).qr_text);
    await page.locator(".banner").waitFor();
    await page.close();
  });

  test("after a record tells what is wrong with another code", async () => {
    const page = await ready();
    await open(page, visit.share(card).qr_text);
    await page.locator(top).last().click();
    await page.getByText("You closed the record").waitFor();
    await page.locator("main button").focus();
    await scan(page, `${visit.share(card).qr_text.slice(0, -30)}`);
    await page.locator(".alert.warn").waitFor();
    await page.close();
  });

  test("of a patient for whoever scans first begins the meeting, from a closed record too", async () => {
    const page = await ready();
    await open(page, visit.share(card).qr_text);
    await page.locator(top).last().click();
    await page.getByText("You closed the record").waitFor();
    const { wallet, code } = await showing(visit);
    await scan(page, code);
    await page.locator(".words li").first().waitFor();
    // The scanner is still held there.
    await scan(page, code);
    await agree(page, wallet);
    await page.close();
  });

  test("while this screen's code is shown opens the record", async () => {
    const page = await ready();
    await page.locator("main section button", { hasText: "Show" }).click();
    await page.locator(".code img").waitFor();
    await scan(page, visit.share(card).qr_text);
    await page.locator(".banner").waitFor();
    await page.close();
  });

  test("while the key's file is still offered waits for that", async () => {
    const page = await stranger();
    await page.goto(`${visit.stage.info.url}/`);
    await page.fill("input[name=organization]", "Hill Clinic");
    await page.fill("input[name=country]", "IE");
    await page.locator("form:has([name=organization]) [type=submit]").click();
    await page.locator("[autocomplete=new-password]").focus();
    await scan(page, visit.share(card).qr_text);
    expect(await page.locator("[autocomplete=new-password]").inputValue()).toBe("");
    await page.locator("main form button").last().click();
    await page.getByText("This code is not available").waitFor();
    await page.context().close();
  });
});

describe.skipIf(!found)("a page of two operators", () => {
  const [own, other] = [new Visit(), new Visit()];
  afterAll(async () => {
    await own.end();
    await other.end();
  });

  test("opens a code whose address leaves out of which operator it is", async () => {
    const address = `127.0.0.1:${await freePort()}`;
    await other.stage.serve("127.0.0.1:0", "--page-url", `http://${address}/`);
    const { url, ledger } = other.stage.info;
    await own.begin(undefined, address, "--allow", `${url}=${ledger.key}`);
    for (const given of [
      ["init", "--server", url],
      ["import", "--sample"],
    ])
      other.stage.wallet(...given);
    const page = await own.page();
    await own.ready(page);
    const { qr_text } = other.share(await own.card(page));
    await page.goto(qr_text);
    await page.locator(".banner").waitFor();
    expect(page.url()).toBe(`http://${address}/`);

    const { wallet, code } = await showing(other);
    await page.goto(code);
    await agree(page, wallet);
    expect(await dom(page)).toContain("Amina");
    expect(own.told).toEqual([]);
  }, 90_000);
});

test("nothing went wrong on any of these pages", () => {
  expect(visit.told).toEqual([]);
});

/** What stands behind "#". */
function payload(code: string): string {
  return code.slice(code.indexOf("#") + 1);
}
