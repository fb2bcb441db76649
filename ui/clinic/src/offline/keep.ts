// Has the browser keep the page's own files, so that the page opens where there is no network. Nothing of a patient or a clinic is
// kept by it; a browser that cannot do it opens the page as long as there is one.
import { trusted } from "../scan/trusted";

export function keepPage(): void {
  if (!("serviceWorker" in navigator)) return;
  void navigator.serviceWorker.register(trusted("sw.js")).catch(() => undefined);
  // A page that came from the server may be newer than what is kept.
  void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage("keep")).catch(() => undefined);
}
