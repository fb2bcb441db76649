// Patient and clinic meet on the page, each showing the other a code: both come to the same three words, and only then to the
// record. The patient's side is the real wallet, which reads the codes as pictures.
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { sharing, told } from "../clinic/src/rendezvous/patient";
import { dom, found, PATIENCE_MS, violations, Visit } from "./visit";

const visit = new Visit();
/** How soon a browser that was never here must show its code. */
const READY_MS = 2000;
/** The wallets that are in a meeting: none may have the folder in use when the next one begins. */
const meetings: ChildProcessWithoutNullStreams[] = [];
let pictures = 0;

beforeAll(async () => {
  if (found) await visit.begin();
});
afterEach(async () => {
  for (const wallet of meetings.splice(0)) {
    if (wallet.exitCode !== null) continue;
    const ended = new Promise((resolve) => wallet.once("exit", resolve));
    wallet.kill();
    await ended;
  }
});
afterAll(() => visit.end());

/** The wallet, which shares over a picture of a screen, or shows a code of its own. */
function meets(to: string, ...more: string[]): ChildProcessWithoutNullStreams {
  const wallet = sharing(visit.stage, to, ...more);
  meetings.push(wallet);
  return wallet;
}

/** The words on the page, as they are typed at the other side. */
async function words(page: Page): Promise<string[]> {
  await page.locator(".words li").nth(2).waitFor();
  const shown = await page.locator(".words li").allInnerTexts();
  return shown.map((word) => word.replace(/[^a-z]/g, ""));
}

/** Shows this screen's code, and takes a picture of it. */
async function show(page: Page): Promise<string> {
  pictures += 1;
  const path = join(visit.stage.folder, `screen-${pictures}.png`);
  await page.locator(".way button", { hasText: "Show" }).click();
  await page.locator(".code img").waitFor();
  await page.locator(".code").screenshot({ path });
  return path;
}

type Asked = { clinic: string; standing: string };

describe.skipIf(!found)("the patient scans this screen", () => {
  test("of a browser that was never here: no form, ready soon, the same words, the record", async () => {
    const page = await visit.page(await visit.desk());
    const start = performance.now();
    await page.goto(visit.stage.info.page_url);
    // There is no camera here: this way leads.
    await page.locator(".way.leads button").click();
    await page.locator(".code img").waitFor();
    const ready = performance.now() - start;
    console.log(`a fresh browser shows its code after ${ready.toFixed(0)} ms, of ${READY_MS}`);
    expect(await page.locator("input:visible").count()).toBe(0);
    await page.getByText("not checked by anyone").first().waitFor();

    const path = join(visit.stage.folder, "fresh.png");
    await page.locator(".code").screenshot({ path });
    const wallet = meets(path);
    const asked = (await told(wallet, "asked")) as Asked;
    expect([asked.clinic, asked.standing]).toEqual([expect.stringContaining("not checked by anyone"), "new"]);
    const common = await words(page);
    expect(new Set(common).size).toBeGreaterThan(1);
    expect(await violations(page)).toEqual([]);
    // The wallet says yes to the words that it has itself, and to no others.
    wallet.stdin.end(`${common.join(" ")}\n`);
    await page.locator(".banner").waitFor();
    expect(await page.locator("main h1").innerText()).toContain("Amina");
    await expect.poll(() => visit.activity(), { timeout: PATIENCE_MS }).toContain("shown");
    await page.context().close();
  });

  test("and other words than this screen's are a no: nothing is shared", async () => {
    const page = await visit.page(await visit.desk());
    await page.goto(visit.stage.info.page_url);
    const wallet = meets(await show(page));
    const [first = "", second = "", third = ""] = await words(page);
    wallet.stdin.end(`${second} ${first} ${third}\n`);
    const code = await told(wallet, "error").catch((error: Error) => error.message);
    expect(JSON.stringify(code)).toContain("other_words");
    await page.getByText("The patient said no").waitFor();
    expect(await dom(page)).not.toContain("Amina");
    await page.context().close();
  });

  test("of a desk with a key: the patient is asked by the clinic's name", async () => {
    const page = await visit.page();
    await visit.ready(page);
    const wallet = meets(await show(page));
    expect(((await told(wallet, "asked")) as Asked).clinic).toBe("Harbour Clinic");
    wallet.stdin.end(`${(await words(page)).join(" ")}\n`);
    await page.locator(".banner").waitFor();
    await page.close();
  });
});

describe.skipIf(!found)("whoever scans the patient's code first", () => {
  test("sees the words that the patient's wallet has, then the record; whoever comes second sees nothing", async () => {
    const page = await visit.page();
    await visit.ready(page);
    const path = join(visit.stage.folder, "first.png");
    const wallet = meets("first", "--qr", path);
    await told(wallet, "code");
    // The wallet takes its picture away with the code.
    const picture = { name: "code.png", mimeType: "image/png", buffer: readFileSync(path) };
    await page.setInputFiles("main input[type=file]", picture);
    expect(((await told(wallet, "asked")) as Asked).clinic).toBe("Harbour Clinic");
    wallet.stdin.end(`${(await words(page)).join(" ")}\n`);
    await page.locator(".banner").waitFor();
    expect(await page.locator("main h1").innerText()).toContain("Amina");

    const late = await visit.page(await visit.desk());
    await late.goto(visit.stage.info.page_url);
    await late.setInputFiles("main input[type=file]", picture);
    await late.getByText("This code is used up").waitFor();
    expect(await dom(late)).not.toContain("Amina");
    await late.context().close();
    await page.close();
  });

  test("brings no error to the page", () => {
    expect(visit.told).toEqual([]);
  });
});
