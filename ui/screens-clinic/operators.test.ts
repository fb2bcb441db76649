// One page for several operators, on an origin of its own: what it asks of each goes from origin to origin, as the browser
// allows it and not otherwise; and an operator that nobody listed is named as such and asked nothing.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { Stage } from "../clinic/src/open/program";
import { BLANK_MS, dom, found, open, paste, PATIENCE_MS, Visit, type Share } from "./visit";

/** The page's own operator, another one that it lists, and one that it does not. */
const visit = new Visit();
const [listed, unlisted] = [new Stage(found ?? ""), new Stage(found ?? "")];
let card = "";

beforeAll(async () => {
  if (!found) return;
  for (const stage of [listed, unlisted]) {
    await stage.serve();
    stage.wallet("init", "--server", stage.info.url);
    stage.wallet("import", "--sample");
  }
  const { url, ledger } = listed.info;
  const apart = ["--page-listen", "127.0.0.1:0"];
  await visit.begin(undefined, "127.0.0.1:0", ...apart, "--allow", `${url}=${ledger.key}`);
  const page = await visit.page();
  await visit.ready(page);
  card = await visit.card(page);
  await page.close();
}, 120_000);
afterAll(async () => {
  await visit.end();
  for (const stage of [listed, unlisted]) await stage.end();
});

function share(stage: Stage): Share {
  return stage.wallet("grant", "--to", card, "--for", "2h");
}

/** What the patient sees of a share. */
function activity(stage: Stage): string[] {
  return stage.wallet<{ events: { what: string }[] }>("activity").events.map(({ what }) => what);
}

async function ready(): Promise<Page> {
  const page = await visit.page();
  await visit.ready(page);
  return page;
}

/** What a page's browser asks before it lets the page ask: the origin of each such question from now on. */
async function preflights(page: Page): Promise<string[]> {
  const asked: string[] = [];
  const session = await page.context().newCDPSession(page);
  session.on("Network.requestWillBeSent", ({ request }) => {
    if (request.method === "OPTIONS") asked.push(new URL(request.url).origin);
  });
  await session.send("Network.enable");
  return asked;
}

describe.skipIf(!found)("on an origin of its own, the page", () => {
  test.each([
    ["its own operator", visit.stage],
    ["another operator that is listed", listed],
  ])("opens, reports and ends a share of %s, from origin to origin", async (_, stage) => {
    const page = await ready();
    expect(new URL(page.url()).origin).not.toBe(visit.stage.info.url);
    const before = await preflights(page);
    visit.asked.length = 0;
    const { qr_text, grant } = share(stage);
    await open(page, qr_text);
    expect(await page.locator("main h1").innerText()).toContain("Amina");
    expect(before).toContain(stage.info.url);
    const origins = visit.asked.filter((url) => /^http/.test(url)).map((url) => new URL(url).origin);
    expect(origins).toContain(stage.info.url);
    // Between two patients the page asks its own operator for the time, and since it was opened every listed one whether its
    // card was withdrawn, which on a busy machine may come only now.
    const known = [new URL(page.url()).origin, visit.stage.info.url, listed.info.url];
    expect(origins.filter((origin) => !known.includes(origin))).toEqual([]);
    await expect
      .poll(() => activity(stage), { timeout: PATIENCE_MS })
      .toEqual(expect.arrayContaining(["opened", "shown"]));

    stage.wallet("revoke", grant);
    await page.getByText("The patient stopped the access").waitFor({ timeout: BLANK_MS });
    expect(await dom(page)).not.toContain("Haddad");
    await page.close();
  });

  test("tells the other operator's patient also when somebody only closes the window", async () => {
    const page = await ready();
    await open(page, share(listed).qr_text);
    await expect.poll(() => activity(listed), { timeout: PATIENCE_MS }).toContain("shown");
    const closed = activity(listed).filter((what) => what === "closed").length;
    await page.waitForTimeout(500);
    await page.close({ runBeforeUnload: true });
    await expect
      .poll(() => activity(listed).filter((what) => what === "closed").length, { timeout: PATIENCE_MS })
      .toBe(closed + 1);
  });

  test("asks nothing of an operator that nobody listed, says so, and names another way", async () => {
    const page = await ready();
    visit.asked.length = 0;
    await paste(page, share(unlisted).qr_text);
    const told = page.locator(".alert.danger", { hasText: "This code is from another operator" });
    await told.waitFor();
    expect(await told.innerText()).toContain("SMART Health Link");
    expect(await dom(page)).not.toContain("Amina");
    expect(visit.asked.filter((url) => url.startsWith(unlisted.info.url))).toEqual([]);
    expect(activity(unlisted)).toEqual([]);

    // The browser would not let it through either, whatever the page tried.
    const blocked = await page.evaluate(
      (url) =>
        new Promise<string>((resolve) => {
          document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
          void fetch(`${url}/v1/nonce`, { method: "HEAD" }).catch(() => undefined);
        }),
      unlisted.info.url,
    );
    expect(blocked).toBe("connect-src");
    expect(visit.told.splice(0).every((line) => line.includes("Content Security Policy"))).toBe(true);
    await page.close();
  });

  test("brings no other error", () => {
    expect(visit.told).toEqual([]);
  });
});
