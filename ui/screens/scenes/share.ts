// Giving a clinic access: the four steps, meetings by screen and by whoever scans first, and the code in every phase.
import { fill, foot, met, press, row, steps, type Act, type Scene } from "./act";

/** Whoever scans first: the fifth row, then the usual answers. */
const first = steps(row(4), foot(0), foot(0), foot(0));
/** Whoever is told six words: the row below. */
const spoken = steps(row(5), foot(0), foot(0));
const asked: Act = async (page) => {
  await first(page);
  await page.locator("main ol li").first().waitFor();
};

/** One of the kinds of visit, and then the clinic met last. */
const preset = (at: number): Act => steps(press(".presets button", at), row(0));
const screen = "/share?screen=HTTPS%3A%2F%2FRELAY.EXAMPLE%2FR%23K7W2";

export const share: Scene[] = [
  { name: "share-who", query: "", path: "/share" },
  { name: "share-scan", query: "", path: "/share/scan" },
  { name: "share-found", query: "", path: "/share?card=new" },
  { name: "share-key-changed", query: "state=changed", path: "/share?card=kibo" },
  { name: "share-withdrawn", query: "state=withdrawn", path: "/share?card=kibo" },
  { name: "share-what", query: "", path: "/share", act: steps(row(0), press('a[href="#/share/what"]')) },
  { name: "share-long", query: "", path: "/share", act: steps(row(0), press('a[href="#/share/long"]')) },
  { name: "share-preview", query: "", path: "/share", act: steps(row(0), press("main li .press")) },
  {
    name: "share-preview-mixed",
    query: "state=mixed",
    path: "/share",
    act: steps(row(0), press("main li .press")),
  },
  { name: "share-first", query: "", path: "/share", act: first },
  { name: "share-first-asked", query: "state=first", path: "/share", act: asked },
  { name: "share-spoken-check", query: "", path: "/share", act: spoken },
  {
    name: "share-spoken",
    query: "calm=1",
    path: "/share",
    act: steps(spoken, foot(0), met("main canvas")),
  },
  { name: "share-check", query: "", path: "/share", act: row(0) },
  { name: "share-code", query: "", path: "/share", act: steps(row(0), foot(0)) },
  { name: "share-code-open", query: "", path: "/share/code/g1" },
  { name: "share-code-offline", query: "state=offline", path: "/share", act: steps(row(0), foot(0)) },
  { name: "share-code-unsent", query: "state=offline", path: "/share/code/g2" },
  ...["scanned", "gone", "paused", "stopping"].map((state) => ({
    name: `share-code-${state}`,
    query: `state=${state}`,
    path: "/share/code/g1",
  })),
  { name: "share-code-stopped", query: "", path: "/share/code/g3" },
  { name: "share-code-ended", query: "", path: "/share/code/g4" },
  { name: "share-code-used", query: "", path: "/share/code/g5" },
  { name: "share-screen", query: "", path: screen, act: met("main ol li") },
  { name: "share-screen-refused", query: "", path: screen, act: steps(met("main ol li"), foot(1)) },
  {
    name: "share-scan-refused",
    query: "",
    path: "/share/scan",
    act: steps(fill("main input:not([type=file])", "not a code"), press("main form button"), met(".alert")),
  },
  { name: "share-visit", query: "", path: "/share", act: press(".presets button", 1) },
  { name: "share-claim", query: "", path: "/share", act: preset(5) },
  { name: "share-research", query: "", path: "/share", act: steps(preset(6), press("main li button.press")) },
  {
    name: "share-sections",
    query: "",
    path: "/share",
    act: steps(row(0), press('a[href="#/share/what"]'), press("label.choice", 2)),
  },
];
