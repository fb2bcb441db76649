// The clinic's scan screen, and the screens of a meeting, for tests in a browser: what is found is kept on the page for the
// test to read.
import { mount } from "svelte";

import "$look/tokens.css";
import "$look/fonts.css";
import "$look/base.css";
import "../../clinic/src/clinic.css";

import { t } from "$text";
import { pick } from "$text/languages";
import { speak } from "$text/text.svelte";

import Compare from "../../clinic/src/rendezvous/Compare.svelte";
import Ended from "../../clinic/src/rendezvous/Ended.svelte";
import Heading from "../../clinic/src/rendezvous/Heading.svelte";
import ScreenCode from "../../clinic/src/rendezvous/ScreenCode.svelte";
import Bench from "./Bench.svelte";

const query = new URLSearchParams(location.search);
const language = pick(query.get("language"), navigator.languages);
await speak(language.code);
document.documentElement.lang = language.code;
document.documentElement.dir = language.dir;
document.documentElement.dataset["theme"] = matchMedia("(prefers-color-scheme: dark)").matches
  ? "dark"
  : "light";

const found: string[] = [];
Object.assign(window, { found });
const target = document.getElementById("app");

/** The screen that the address names: one of a meeting, or the scan screen. */
const parts: Record<string, (target: HTMLElement) => object> = {
  code: (target) => mount(ScreenCode, { target, props: code }),
  words: (target) => mount(Compare, { target, props: { words: ["bind", "charge", "first"], stop } }),
  mismatch: (target) => mount(Ended, { target, props: { why: "mismatch", label: "OK", again: stop } }),
};

const stop = () => undefined;
const code = {
  text: `HTTPS://RELAY.QUAYWARD.EXAMPLE/R#${"CUFQWCYLBMFQWCYL".repeat(8)}CU`,
  renews: Date.now() + 100_000,
  name: t("scan-session-name"),
  passing: true,
};

function scan(target: HTMLElement): object {
  const onfound = (text: string) => found.push(text);
  return mount(Bench, { target, props: { onfound, onscreen: () => found.push("screen") } });
}

const part = parts[query.get("part") ?? ""];
if (target && part) {
  mount(Heading, { target, props: { title: t("scan-show-title"), lead: t("scan-show-lead"), back: stop } });
  part(target);
} else if (target) scan(target);
