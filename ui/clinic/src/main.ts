// Starts the clinic's page: keys from this browser, operators from this page's own server, and a code that a phone's
// browser may have brought along in the address.
import { mount } from "svelte";

import "$look/tokens.css";
import "$look/fonts.css";
import "$look/base.css";
import "./clinic.css";

import Clinic from "./Clinic.svelte";
import { Shelf } from "./desk/keep";
import { remembered, use } from "./language.svelte";
import { keepPage } from "./offline/keep";
import type { World } from "./open/open";
import { Visits } from "./open/visits";
import { Page } from "./page.svelte";
import type { Bytes } from "./protocol/bytes";

/** A report goes out even when the window closes at the same moment. */
const world: World = {
  network: (url, init) => fetch(url, { ...init, keepalive: url.endsWith("/reports") }),
  now: () => Math.floor(Date.now() / 1000),
  random: (length): Bytes => crypto.getRandomValues(new Uint8Array(length)),
  visits: new Visits(),
};

await use(remembered());
const dark = matchMedia("(prefers-color-scheme: dark)");
const paint = () => (document.documentElement.dataset["theme"] = dark.matches ? "dark" : "light");
dark.addEventListener("change", paint);
paint();

const target = document.getElementById("app");
const page = new Page(world, await Shelf.open(), document.baseURI);
if (target) mount(Clinic, { target, props: { page } });
keepPage();
