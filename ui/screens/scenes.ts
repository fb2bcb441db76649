// Every screen in every state that a person can meet, as an address of the fake core and what is done there. What is
// done finds its way by place and role, never by words, so that it works in every language.
import type { Page } from "playwright-core";

import { quiet } from "./rest";

export type Scene = { name: string; query: string; path: string; act?: (page: Page) => Promise<void> };
type Act = (page: Page) => Promise<void>;

const foot =
  (at: number): Act =>
  async (page) =>
    page.locator("main .foot button").nth(at).click();
const press =
  (selector: string, at = 0): Act =>
  async (page) =>
    page.locator(selector).nth(at).click();
const row = (at: number): Act => press("main li .press", at);

/** One after the other, each on the page that the one before led to. */
function steps(...acts: Act[]): Act {
  return async (page) => {
    for (const act of acts) {
      await act(page);
      await quiet(page);
    }
  };
}

const key: Act = async (page) => {
  await foot(0)(page);
  for (const field of await page.locator("input[type=password]").all()) await field.fill("open sesame now");
};
const made = steps(key, foot(0));
const later = steps(made, foot(1), press("dialog .foot button", 1));
const file =
  (name: string): Act =>
  async (page) => {
    await page.setInputFiles("input[type=file]", {
      name,
      mimeType: "application/json",
      buffer: Buffer.from("{}"),
    });
    await page.locator("main .alert[role=status], dialog").first().waitFor();
  };

/** A stop that cannot be sent is called "on its way" for a moment before it is called "not sent". */
const unsent: Act = async (page) => {
  await foot(0)(page);
  await page.locator("dialog .lucide-wifi-off").first().waitFor();
};

/** Whoever scans first: the fifth row, then the usual answers. */
const first = steps(row(4), foot(0), foot(0), foot(0));
const asked: Act = async (page) => {
  await first(page);
  await page.locator("main ol li").first().waitFor();
};

const onboarding: Scene[] = [
  { name: "welcome", query: "state=new", path: "/" },
  { name: "welcome-language", query: "state=new", path: "/", act: press("header button") },
  { name: "key", query: "state=new", path: "/", act: key },
  { name: "key-wrong", query: "state=new", path: "/", act: steps(foot(0), foot(0)) },
  { name: "words", query: "state=new", path: "/", act: made },
  { name: "words-skip", query: "state=new", path: "/", act: steps(made, foot(1)) },
  {
    name: "words-ask",
    query: "state=new",
    path: "/",
    act: steps(made, foot(0), foot(0), foot(0), press("label.choice", 3)),
  },
  { name: "first-record", query: "state=new", path: "/", act: later },
  {
    name: "first-record-read",
    query: "state=new",
    path: "/",
    act: steps(later, file("broken.json")),
  },
  {
    name: "first-record-refused",
    query: "state=new",
    path: "/",
    act: steps(later, file("visit.xml")),
  },
  {
    name: "first-record-other",
    query: "state=new",
    path: "/",
    act: steps(later, press("main li .press"), file("other.json")),
  },
  { name: "restore", query: "state=new", path: "/", act: foot(1) },
  { name: "unlock", query: "state=locked", path: "/" },
  { name: "unlock-forgot", query: "state=locked", path: "/", act: press("main .button.plain") },
  { name: "unlock-wrong", query: "state=locked", path: "/", act: async (page) => {
    await page.fill("input", "wrong");
    await page.keyboard.press("Enter");
    await page.locator("[role=alert] .alert").waitFor();
  } }, // prettier-ignore
];

const home: Scene[] = [
  "amina",
  "nobody",
  "empty",
  "stopping",
  "offline",
  "alert",
  "asked",
  "sample",
  "unsaved",
  "paused",
  "left",
  "due",
].map((state) => ({
  name: `home-${state}`,
  query: `state=${state}`,
  path: "/home",
}));

const record: Scene[] = [
  { name: "record", query: "", path: "/record" },
  { name: "record-empty", query: "state=empty", path: "/record" },
  { name: "record-kind", query: "", path: "/record/category/medicines" },
  { name: "record-many", query: "state=many", path: "/record/category/results" },
  {
    name: "record-search",
    query: "",
    path: "/record",
    act: async (page) => page.fill("input[type=search]", "eye"),
  },
  { name: "record-allergy", query: "", path: "/record/r1" },
  { name: "record-medicine", query: "", path: "/record/r9" },
  { name: "record-result", query: "", path: "/record/r24" },
  { name: "record-document", query: "", path: "/record/r36" },
  { name: "record-add", query: "", path: "/record/add" },
  { name: "record-add-hand", query: "", path: "/record/add?by=hand" },
];

const share: Scene[] = [
  { name: "share-who", query: "", path: "/share" },
  { name: "share-scan", query: "", path: "/share/scan" },
  { name: "share-found", query: "", path: "/share?card=new" },
  { name: "share-key-changed", query: "state=changed", path: "/share?card=kibo" },
  { name: "share-what", query: "", path: "/share", act: steps(row(0), press('a[href="#/share/what"]')) },
  { name: "share-long", query: "", path: "/share", act: steps(row(0), press('a[href="#/share/long"]')) },
  { name: "share-preview", query: "", path: "/share", act: steps(row(0), press("main li .press")) },
  { name: "share-first", query: "", path: "/share", act: first },
  { name: "share-first-asked", query: "state=first", path: "/share", act: asked },
  { name: "share-check", query: "", path: "/share", act: row(0) },
  { name: "share-code", query: "", path: "/share", act: steps(row(0), foot(0)) },
  { name: "share-code-open", query: "", path: "/share/code/g1" },
  { name: "share-code-offline", query: "state=offline", path: "/share", act: steps(row(0), foot(0)) },
];

const grants: Scene[] = [
  { name: "grants", query: "", path: "/grants" },
  { name: "grants-none", query: "state=empty", path: "/grants" },
  { name: "grants-left", query: "state=left", path: "/grants" },
  { name: "grant", query: "", path: "/grants/g1" },
  { name: "grant-stopped", query: "", path: "/grants/g1", act: foot(0) },
  { name: "grant-stopped-offline", query: "state=offline", path: "/grants/g1", act: unsent },
  { name: "grant-asked", query: "state=asked", path: "/grants/g1" },
  { name: "grant-past", query: "", path: "/grants/g3" },
  { name: "grant-more", query: "", path: "/grants/g1/more" },
  { name: "access", query: "", path: "/access" },
  { name: "access-nobody", query: "state=nobody", path: "/access" },
];

const activity: Scene[] = [
  { name: "activity", query: "", path: "/activity" },
  { name: "activity-none", query: "state=empty", path: "/activity" },
  { name: "activity-alert", query: "state=alert", path: "/activity" },
  { name: "activity-asked", query: "state=asked", path: "/activity/asked" },
  { name: "activity-detail", query: "", path: "/activity/a2" },
  { name: "activity-detail-own", query: "", path: "/activity/a4", act: press("summary") },
  { name: "activity-detail-waiting", query: "state=offline", path: "/activity/a5", act: press("summary") },
];

const rest: Scene[] = [
  { name: "more", query: "", path: "/more" },
  { name: "emergency", query: "", path: "/emergency" },
  { name: "emergency-empty", query: "state=empty", path: "/emergency" },
  { name: "travel", query: "", path: "/travel" },
  { name: "settings", query: "", path: "/settings" },
  ...[
    "language",
    "look",
    "lock",
    "passphrase",
    "backup",
    "servers",
    "clinics",
    "export",
    "erase",
    "about",
  ].map((page) => ({
    name: `settings-${page}`,
    query: "",
    path: `/settings/${page}`,
  })),
  { name: "settings-backup-unsaved", query: "state=unsaved", path: "/settings/backup" },
  {
    name: "settings-backup-saved",
    query: "state=unsaved",
    path: "/settings/backup",
    act: press("main button.button"),
  },
  { name: "settings-servers-other", query: "", path: "/settings/servers", act: press("main summary", 1) },
  { name: "settings-servers-details", query: "", path: "/settings/servers", act: press("main summary") },
  { name: "settings-words-check", query: "", path: "/settings/words/check" },
  { name: "settings-words-show", query: "", path: "/settings/words/show" },
  { name: "settings-clinics-forget", query: "", path: "/settings/clinics", act: press("main li button") },
];

export const scenes: Scene[] = [...onboarding, ...home, ...record, ...share, ...grants, ...activity, ...rest];
