// A clinic's desk in a browser, a server with the built page, and a patient's wallet: everything real, for one file of tests.
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { source as axe } from "axe-core";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";

import { program, Stage } from "../clinic/src/open/program";
import { cameraOf, writeFilm } from "../screens/scan/film";

export const found = program();
if (!found) console.log("skipped: keepwell is not built (cargo build --bin keepwell)");
/** The clinic's page, built. */
export const built = fileURLToPath(new URL("../dist/clinic", import.meta.url));
/** Longer than anything takes that works. */
export const PATIENCE_MS = 60_000;
/** How soon a page must be blank after the patient stopped the access. */
export const BLANK_MS = 10_000;

/** Of the files with clinics' keys. */
export const PASSPHRASE = "correct horse";

/** The buttons of the bar at the top: what can be done with the record. */
export const top = "#app .bars header button";

export type Share = { qr_text: string; grant: string };
type Activity = { events: { what: string; grant?: string }[] };

export class Visit {
  readonly stage = new Stage(found ?? "");
  #browser: Browser | null = null;
  #context: BrowserContext | null = null;
  /** Errors of the pages, and whatever the security policy had to stop. */
  readonly told: string[] = [];
  /** Every address that a page asked for. */
  readonly asked: string[] = [];
  #cards = 0;
  /** What the desks' cameras see: a film, written anew for the next time that a page opens its camera. */
  readonly film = join(this.stage.folder, "camera.y4m");

  constructor(
    private readonly wish: {
      /** Desks have a camera. */ camera?: boolean;
      /** Browsers keep the page for when there is no network; elsewhere each page is the server's own. */ keeps?: boolean;
    } = {},
  ) {}

  /** Starts it all; `record` is what the patient's wallet reads, its own sample if nothing is named; `serve` is what the
   * server is told besides, the address first. */
  async begin(record?: string, ...[listen = "127.0.0.1:0", ...serve]: string[]): Promise<void> {
    await this.again(listen, ...serve);
    this.stage.wallet("init", "--server", this.stage.info.url);
    this.stage.wallet("import", record ?? "--sample");
    const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
    const args = ["--no-sandbox"];
    if (this.wish.camera) {
      writeFilm(this.film, { still: null, frames: 2 });
      args.push(...cameraOf(this.film));
    }
    this.#browser = await chromium.launch({ executablePath, args });
    this.#context = await this.desk();
  }

  /** Starts the server, also once more after it was stopped. */
  async again(listen: string, ...serve: string[]): Promise<void> {
    await this.stage.serve(listen, "--page", built, ...serve);
  }

  async end(): Promise<void> {
    await this.#browser?.close();
    await this.stage.end();
  }

  /** A browser profile of its own: another desk. */
  async desk(): Promise<BrowserContext> {
    if (!this.#browser) throw new Error("not begun");
    const context = await this.#browser.newContext({
      viewport: { width: 1280, height: 860 },
      acceptDownloads: true,
      locale: "en-GB",
      // A camera that is allowed starts by itself.
      permissions: ["clipboard-read", "clipboard-write", ...(this.wish.camera ? ["camera"] : [])],
      // A reverse proxy shows the certificate of the server's own tests.
      ignoreHTTPSErrors: true,
      serviceWorkers: this.wish.keeps ? "allow" : "block",
    });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript(axe);
    return context;
  }

  /** A new window at the desk. */
  async page(context = this.#context): Promise<Page> {
    if (!context) throw new Error("not begun");
    const page = await context.newPage();
    page.on("pageerror", (error) => this.told.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && !/favicon|Failed to load resource|ERR_/.test(message.text()))
        this.told.push(message.text());
    });
    page.on("request", (request) => this.asked.push(request.url()));
    page.on("dialog", (dialog) => {
      this.told.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    return page;
  }

  /** The page, with the clinic's keys made when there are none. */
  async ready(page: Page, name = "Harbour Clinic"): Promise<void> {
    await page.goto(this.stage.info.page_url);
    await page.locator("main h1").waitFor();
    if ((await page.locator("input[name=organization]").count()) > 0) {
      await make(page, name);
      await page.locator("main form button").last().click();
    }
    await page.locator("input[name=link]").waitFor();
  }

  /** The page of a new clinic, and the path of the file with its keys for other desks. */
  async begun(page: Page, name: string, address = this.stage.info.page_url): Promise<string> {
    await page.goto(address);
    await make(page, name);
    await page.fill("[autocomplete=new-password]", PASSPHRASE);
    const waiting = page.waitForEvent("download");
    await page.locator("main form [type=submit]").click();
    const path = await (await waiting).path();
    await page.locator("input[name=link]").waitFor();
    return path;
  }

  /** Brings keys from such a file to another desk, where the page stands or at the server's. */
  async bring(page: Page, file: string): Promise<void> {
    if (page.url() === "about:blank") await page.goto(this.stage.info.page_url);
    await page.getByText("I have a key file from another desk").click();
    const form = page.locator("form:has([autocomplete=current-password])");
    await form.locator("input[type=file]").setInputFiles(file);
    await form.locator("[autocomplete=current-password]").fill(PASSPHRASE);
    await form.locator("[type=submit]").click();
  }

  /** The clinic's card as a picture that a phone could scan. */
  async card(page: Page): Promise<string> {
    this.#cards += 1;
    const path = join(this.stage.folder, `card-${this.#cards}.png`);
    await page.locator("main details summary").last().click();
    await page.locator(".code img").waitFor();
    await page.locator(".code").screenshot({ path });
    await page.locator("main details summary").last().click();
    return path;
  }

  /** The card of the clinic whose keys are made for it: the desk that most tests begin with. */
  async ownCard(): Promise<string> {
    const page = await this.page();
    await this.ready(page);
    const card = await this.card(page);
    await page.close();
    return card;
  }

  share(card: string, ...more: string[]): Share {
    const time = more.includes("--for") ? [] : ["--for", "2h"];
    return this.stage.wallet("grant", "--to", card, ...time, ...more);
  }

  /** What the patient sees of a share. */
  activity(): string[] {
    return this.stage.wallet<Activity>("activity").events.map(({ what }) => what);
  }
}

/** Makes a clinic's keys; the file for other desks is offered then. */
async function make(page: Page, name: string): Promise<void> {
  await page.fill("input[name=organization]", name);
  await page.fill("input[name=country]", "IE");
  await page.locator("form:has([name=organization]) [type=submit]").click();
  await page.locator("[autocomplete=new-password]").waitFor();
}

export async function paste(page: Page, code: string): Promise<void> {
  await page.fill("input[name=link]", code);
  await page.keyboard.press("Enter");
}

/** Pastes a code, and waits for the record with all that it shows at first. */
export async function open(page: Page, code: string): Promise<void> {
  await paste(page, code);
  await page.locator(".banner").waitFor();
  await page.locator("main[aria-busy=false]").waitFor();
}

/** Everything that stands in the DOM, attributes too. */
export function dom(page: Page): Promise<string> {
  return page.evaluate(() => document.documentElement.outerHTML);
}

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds against WCAG 2.0 to 2.2, level A and AA: rule and place, one line each. */
export async function violations(page: Page): Promise<string[]> {
  // A sheet that is still fading in has no contrast yet. What turns for ever is no fading.
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState, effect }) => {
      const isEndless = effect?.getComputedTiming().endTime === Infinity;
      return isEndless || playState !== "running";
    }),
  );
  return page.evaluate(async (runOnly) => {
    const { violations } = await window.axe.run(document, { runOnly, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
  }, tags);
}

declare global {
  interface Window {
    axe: typeof import("axe-core");
  }
}
