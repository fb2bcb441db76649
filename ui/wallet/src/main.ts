// Starts the wallet's page on the real core, or on the fake one when built with `--mode fake`.
import { mount } from "svelte";

import "$look/tokens.css";
import "$look/fonts.css";
import "$look/base.css";

import { App } from "./app.svelte";
import type { Backend } from "./backend/backend";
import Wallet from "./Wallet.svelte";

async function connect(): Promise<Backend> {
  if (import.meta.env.MODE === "fake") {
    const { fakeBackend } = await import("./backend/fake");
    const query = new URLSearchParams(location.search);
    if (!query.has("pseudo")) return fakeBackend(query);
    const { overheard, pretend } = await import("./backend/fake/pseudo");
    pretend();
    return overheard(fakeBackend(query));
  }
  return new (await import("./backend/tauri")).TauriBackend();
}

const target = document.getElementById("app");
const app = new App(await connect());
// Before the first picture: the person's own language, colours and letter size, also on the lock screen.
await app.prefer(await app.backend.preferences().catch(() => app.preferences));
if (target) mount(Wallet, { target, props: { app } });
