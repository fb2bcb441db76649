// A person walking through the screens in a test: opens the wallet on the fake core at an address, presses, chooses.
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";

import { speak } from "$text/text.svelte";
import { App } from "$wallet/app.svelte";
import type { Backend } from "$wallet/backend/backend";
import { fakeBackend } from "$wallet/backend/fake";
import Wallet from "$wallet/Wallet.svelte";

/** The first look at a screen loads it, which takes long beside a compiler. */
configure({ asyncUtilTimeout: 20_000 });

/** Opens the wallet where `query` (`state=offline`) puts it, at `path` (`/share`). */
export async function open(path: string, query = ""): Promise<Backend> {
  await speak("en");
  location.hash = `#${path}`;
  const backend = fakeBackend(new URLSearchParams(query));
  render(Wallet, { app: new App(backend) });
  return backend;
}

/** Takes everything off the page, sheets over it too. */
export function leave(): void {
  dispatchEvent(new Event("hashchange"));
  cleanup();
}

export async function press(name: string | RegExp): Promise<void> {
  const button = await screen.findByRole<HTMLButtonElement>("button", { name });
  await waitFor(() => {
    if (button.disabled) throw new Error(`"${String(name)}" cannot be pressed`);
  });
  await fireEvent.click(button);
}

/** Follows a link by its address, as happy-dom does not. */
export async function follow(name: string | RegExp): Promise<void> {
  const link = await screen.findByRole<HTMLAnchorElement>("link", { name });
  location.hash = link.getAttribute("href") ?? "";
}

export async function choose(label: string | RegExp): Promise<void> {
  await fireEvent.click(await screen.findByLabelText(label));
}

export async function type(label: string | RegExp, text: string): Promise<void> {
  await fireEvent.input(await screen.findByLabelText(label), { target: { value: text } });
}

/** The page's title, once it is there. */
export async function title(name: string | RegExp): Promise<HTMLElement> {
  return screen.findByRole("heading", { level: 1, name });
}

/** Presses, and waits for the page that comes. */
export async function onTo(name: string | RegExp, button: string | RegExp): Promise<void> {
  await press(button);
  await title(name);
}
