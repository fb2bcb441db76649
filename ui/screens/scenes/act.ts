// What is done on a page before it is looked at: small steps that find their way by place and role, never by words, so
// that they work in every language.
import type { Page } from "playwright-core";

import { quiet } from "../rest";

/** A screen in one state: where the fake core stands, the address there, and what is done on the page. */
export type Scene = { name: string; query: string; path: string; act?: Act };
export type Act = (page: Page) => Promise<void>;

export const press =
  (selector: string, at = 0): Act =>
  async (page) =>
    page.locator(selector).nth(at).click();
/** A button in the foot of the page, and in that of a sheet. */
export const foot = (at: number): Act => press("main .foot button", at);
export const sheetFoot = (at: number): Act => press("dialog .foot button", at);
export const row = (at: number): Act => press("main li .press", at);

/** Waits for what comes by itself. */
export const met =
  (selector: string): Act =>
  async (page) =>
    page.locator(selector).first().waitFor();

export const fill =
  (selector: string, text: string): Act =>
  async (page) =>
    page.fill(selector, text);

/** One after the other, each on the page that the one before led to. */
export function steps(...acts: Act[]): Act {
  return async (page) => {
    for (const act of acts) {
      await act(page);
      await quiet(page);
    }
  };
}

/** Chooses a file of that name, which tells the fake core what is wrong with it. */
export const file =
  (name: string): Act =>
  async (page) => {
    await page.setInputFiles("input[type=file]", {
      name,
      mimeType: "application/json",
      buffer: Buffer.from("{}"),
    });
    await page.locator("main .alert[role=status], dialog").first().waitFor();
  };

export const passphrases: Act = async (page) => {
  for (const field of await page.locator("input[type=password]").all()) await field.fill("open sesame now");
};
