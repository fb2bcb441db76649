// A summary behind a SMART Health Link, opened by somebody who scanned it with a phone: nothing of Keepwell's is there but the
// page that every server has. And records that somebody wrote to do harm, behind a link.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { evil, spoilt } from "./evil";
import { read } from "./large";
import { found, violations, Visit } from "./visit";

type Made = { grant: string; page: string; link: string };

const visit = new Visit();
const CODE = "blue anchor 42";

beforeAll(async () => {
  if (found) await visit.begin();
});
afterAll(() => visit.end());

function made(where: Visit, ...more: string[]): Made {
  return where.stage.wallet<Made>("link", "make", "--for", "2h", ...more);
}

/** The link that serves the planned trip. */
function grantOf(where: Visit): string {
  return where.stage.wallet<{ link: { grant: string } }>("trip").link.grant;
}

/** Everything that a person does who scanned the code: says who they are, types the passcode, opens. */
async function scanned(page: Page, link: string, passcode?: string): Promise<void> {
  await page.goto(link);
  await page.fill("#who", "Port Clinic");
  if (passcode) await page.fill("#code", passcode);
  await page.click("#open");
}

describe.skipIf(!found)("a link", () => {
  test("shows the summary after the passcode, allergies first, and leaves the address bar", async () => {
    const file = join(visit.stage.folder, "code");
    writeFileSync(file, CODE);
    const { page: link } = made(visit, "--shape", "travel", "--passcode-file", file);
    const page = await visit.page();
    await scanned(page, link, "red anchor 42");
    await page.getByText("It may be wrong 9 more times.").waitFor();
    await page.fill("#code", CODE);
    await page.click("#open");
    await page.locator("#record h2").first().waitFor();
    expect(await page.locator("#record h2").allInnerTexts()).toEqual(
      expect.arrayContaining(["Allergies", "Medicines", "Problems"]),
    );
    expect(await page.locator("#record h2").first().innerText()).toBe("Allergies");
    expect(await page.locator(".person").innerText()).toContain("Haddad");
    expect(page.url()).not.toContain("shlink");
    expect(await violations(page)).toEqual([]);
    const download = page.waitForEvent("download");
    await page.getByText("Save the data").click();
    const saved = JSON.parse(readFileSync(await (await download).path(), "utf8")) as { type: string };
    expect(saved.type).toBe("document");
    await page.close();
  });

  test("for the USA brings its PDF, and is over when it was stopped", async () => {
    const { page: link, grant } = made(visit, "--shape", "clinic-us");
    const page = await visit.page();
    await scanned(page, link);
    const download = page.waitForEvent("download");
    await page.getByText("Save the PDF").click();
    expect(
      readFileSync(await (await download).path())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
    visit.stage.wallet("link", "stop", grant);
    await scanned(page, `${link.split("#")[0]}?again#${link.split("#")[1]}`);
    await page.getByText("it is over, paused or used up").waitFor();
    expect(await page.locator("#record").isVisible()).toBe(false);
    expect(visit.told).toEqual([]);
    await page.close();
  });

  test("made for a trip opens from a scanner that is a keyboard in three actions, with the patient's phone off", async () => {
    const file = join(visit.stage.folder, "code");
    writeFileSync(file, CODE);
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const dates = ["--until", day(9), "--language", "pt", "--passcode-file", file];
    const { link } = visit.stage.wallet<{ link: { page: string } }>("trip", ...dates);
    // No command runs any more, and what the wallet keeps is not even there.
    const home = join(visit.stage.folder, "wallet");
    renameSync(home, `${home}-off`);
    const page = await visit.page();
    let actions = 0;
    const act = async (work: () => Promise<unknown>) => {
      actions += 1;
      await work();
    };
    // A line to type an address into, as the one at the top of a browser, which tests cannot reach.
    await page.setContent("<input id=address autofocus>");
    await page.evaluate(() => {
      document.querySelector("#address")?.addEventListener("keydown", (event) => {
        const { key } = event as KeyboardEvent;
        if (key === "Enter") location.href = (event.target as HTMLInputElement).value;
      });
    });
    await page.focus("#address");
    await act(() => page.keyboard.type(`${link.page}\n`));
    await page.locator("#who:focus").waitFor();
    await act(async () => {
      await page.keyboard.type("Harbour Hospital");
      await page.keyboard.press("Tab");
    });
    await act(() => page.keyboard.type(`${CODE}\n`));
    await page.locator("#record h2").first().waitFor();
    expect(await page.locator("#record h2").first().innerText()).toBe("Allergies");
    expect(actions).toBeLessThanOrEqual(3);
    await page.close();
    renameSync(`${home}-off`, home);
    const opened = visit.stage.wallet<{ events: { recipient: string }[] }>("link", "opened", grantOf(visit));
    expect(opened.events.map(({ recipient }) => recipient)).toEqual(["Harbour Hospital"]);
    expect(visit.told).toEqual([]);
  });

  test("with hostile texts everywhere shows text everywhere", async () => {
    const other = new Visit();
    const record = join(other.stage.folder, "hostile.json");
    writeFileSync(record, JSON.stringify(spoilt(read())));
    await other.begin(record);
    const { page: link } = made(other, "--shape", "travel", "--label", evil.slice(0, 80));
    const page = await other.page();
    await scanned(page, link);
    await page.locator("#record h2").first().waitFor();
    expect(await page.locator("main").innerText()).toContain("onerror=");
    expect(await page.evaluate(() => "hurt" in window)).toBe(false);
    expect(await page.locator("main img, main script, main link, main iframe, main svg").count()).toBe(0);
    const { origin } = new URL(other.stage.info.url);
    expect(other.asked.filter((url) => /^https?:/.test(url) && new URL(url).origin !== origin)).toEqual([]);
    expect(other.told).toEqual([]);
    await other.end();
  });
});
