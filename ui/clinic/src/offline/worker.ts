// The service worker: the page's own files and no others, kept by the browser. What has its digest in its name comes from there
// at once; the page itself, and the list of operators, come from the server as long as it answers. What is kept was compared
// with the list of digests that the server publishes for everybody.

type Waiting = Event & { waitUntil: (work: Promise<unknown>) => void };
type Asking = Event & { request: Request; respondWith: (answer: Promise<Response>) => void };
type Scope = {
  skipWaiting: () => Promise<void>;
  clients: { claim: () => Promise<void> };
};

const scope = self as unknown as Scope;
const folder = new URL("./", location.href);
const CACHE = "keepwell-page-1";
const LIST = ".well-known/keepwell-page.json";
/** The page under its two names, and what it reads at the start. */
const pages = ["", "index.html", "operators.json"];
/** How long a server is waited for that does not answer, in milliseconds. */
const PATIENCE_MS = 4000;

addEventListener("install", (event) => {
  (event as Waiting).waitUntil(keep().then(() => scope.skipWaiting()));
});

addEventListener("activate", (event) => {
  (event as Waiting).waitUntil(scope.clients.claim());
});

addEventListener("message", (event) => {
  if (event.data === "keep") void keep().catch(() => undefined);
});

addEventListener("fetch", (event) => {
  const { request } = event as Asking;
  const path = pathOf(request);
  if (path?.startsWith("assets/")) (event as Asking).respondWith(keptFirst(request));
  else if (path !== null && pages.includes(path)) (event as Asking).respondWith(serverFirst(request, path));
});

/** The path of a file of this page; null for everything else, which goes its way. */
function pathOf({ method, url }: Request): string | null {
  const { href, search } = new URL(url);
  if (method !== "GET" || search !== "" || !href.startsWith(folder.href)) return null;
  return new URL(url).pathname.slice(folder.pathname.length);
}

async function keptFirst(request: Request): Promise<Response> {
  return (await kept(request.url)) ?? fetch(request);
}

async function serverFirst(request: Request, path: string): Promise<Response> {
  const known = await kept(new URL(path || "index.html", folder).href);
  if (!known) return fetch(request);
  const answer = await fetch(request.url, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
  return answer?.ok ? answer : known;
}

async function kept(url: string): Promise<Response | undefined> {
  return (await caches.open(CACHE)).match(url, { ignoreVary: true });
}

/** Keeps every file on the server's list, and lets go of what is on it no more. */
async function keep(): Promise<void> {
  const cache = await caches.open(CACHE);
  const answer = await fetch(new URL(LIST, folder), { cache: "no-store" });
  const { sha256 } = (await answer.json()) as { sha256: Record<string, string> };
  const digests = new Map(
    Object.entries(sha256).map(([path, digest]) => [new URL(path.slice(1), folder).href, digest]),
  );
  // Served beside the files, and not always on their list.
  const operators = new URL("operators.json", folder).href;
  if (!digests.has(operators)) digests.set(operators, "");
  for (const [url, digest] of digests) await keepOne(cache, url, digest);
  for (const { url } of await cache.keys()) if (!digests.has(url)) await cache.delete(url);
}

async function keepOne(cache: Cache, url: string, digest: string): Promise<void> {
  const isNamed = url.startsWith(new URL("assets/", folder).href);
  if (isNamed && (await cache.match(url, { ignoreVary: true }))) return;
  const answer = await fetch(url, { cache: "no-cache" });
  if (!answer.ok) throw new TypeError("a file of this page did not come");
  const bytes = await answer.clone().arrayBuffer();
  if (digest !== "" && (await hex(bytes)) !== digest)
    throw new TypeError("a file of this page is another one");
  await cache.put(url, answer);
}

async function hex(bytes: ArrayBuffer): Promise<string> {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
