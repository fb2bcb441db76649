// Where in the app a person is: the part of the address after "#", so that Back works and a link is a link.

export type Route = { screen: string; rest: string[]; query: URLSearchParams };

/** "#/grants/abc?x=1" as a route; anything that is not one is Home. */
export function route(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [screen = "", ...rest] = path.split("/").map(plain);
  return { screen: screen || "home", rest: rest.filter(Boolean), query: new URLSearchParams(query) };
}

function plain(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
