// A sheet that outlives the button that asked for it: after Stop, the row with that button is gone, and what stopping
// means is still to be read. It goes when it is closed, when the page changes, and when the wallet is locked;
// what is answered only after that is not shown over a locked wallet any more.
import { mount, unmount, type Component } from "svelte";

import type { App } from "$wallet/app.svelte";

type Closing = { onclose: () => void };

export function showSheet<P extends Closing>(
  app: App,
  sheet: Component<P>,
  props: Omit<P, "onclose">,
  closed?: () => void,
): void {
  if (app.locked) return;
  let gone = false;
  const close = () => {
    if (gone) return;
    gone = true;
    stopHearing();
    removeEventListener("hashchange", close);
    void unmount(shown);
    if (document.activeElement === document.body) document.querySelector("h1")?.focus();
    closed?.();
  };
  const stopHearing = app.hear((change) => {
    if (change === "locked") close();
  });
  addEventListener("hashchange", close);
  const shown = mount(sheet, { target: document.body, props: { ...props, onclose: close } as P });
}
