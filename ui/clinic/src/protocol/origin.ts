// A server's address: scheme, host and port, in one spelling. HTTPS everywhere, plain HTTP on loopback only.
const MOST = 128;

export type Origin = string & { readonly isOrigin: unique symbol };

/** The address in its one spelling; null when it is not one, or not secure. */
export function parseOrigin(written: string): Origin | null {
  const lower = written.toLowerCase();
  const [, scheme, host = "", port] =
    /^(https?):\/\/(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?\/?$/.exec(lower) ?? [];
  if (!scheme || lower.length > MOST || !isHost(host)) return null;
  if (scheme === "http" && !isLoopback(host)) return null;
  const shown = shownPort(port, scheme === "https" ? 443 : 80);
  return shown === null ? null : (`${scheme}://${host}${shown}` as Origin);
}

/** The port as it is written, nothing for the usual one; null when there is no such port. */
function shownPort(port: string | undefined, usual: number): string | null {
  const number = Number(port ?? usual);
  if (number === 0 || number > 65_535) return null;
  return number === usual ? "" : `:${number}`;
}

/** Host and port. */
export function authority(origin: Origin): string {
  return origin.slice(origin.indexOf("://") + 3);
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}

function isHost(host: string): boolean {
  if (host.startsWith("[")) return URL.canParse(`http://${host}/`);
  return host.split(".").every((part) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(part));
}
