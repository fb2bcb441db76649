// One request and its answer, within limits of time and size. What a server refuses, what cannot be reached and what makes
// no sense are three different things, and a person is told which.
import { own } from "../protocol/hash";
import type { Bytes } from "../protocol/bytes";

/** How requests go out; tests put something else in its place. */
export type Network = (url: string, init: RequestInit) => Promise<Response>;

/** The server said no; `code` is its word. */
export class Refused extends Error {
  constructor(readonly code: string) {
    super("the server refused the request");
  }
}

/** Nobody answered in time, or the server could not just then. */
export class Unreachable extends Error {
  constructor(/** What it answered, where it did. */ readonly status: number | null = null) {
    super("the server could not be reached");
  }
}

/** Something answered that is not a server of Keepwell. */
export class Nonsense extends Error {
  constructor(readonly step: string) {
    super(`what answered is not a Keepwell server (${step})`);
  }
}

export type Question = {
  /** For a person, should it make no sense. */ step: string;
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: Bytes;
  /** The most bytes that are taken in. */ most: number;
  /** The statuses that mean yes. */ expected: number[];
};
export type Answer = { status: number; headers: Headers; body: Bytes };

const PATIENCE_MS = 30_000;

export async function ask(network: Network, question: Question): Promise<Answer> {
  const { step, method, url, headers = {}, body, most, expected } = question;
  const response = await network(url, {
    method,
    headers,
    body: body && body.length > 0 ? body : null,
    redirect: "error",
    credentials: "omit",
    cache: "no-store",
    referrerPolicy: "no-referrer",
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => {
    throw new Unreachable();
  });
  const bytes = method === "HEAD" ? new Uint8Array() : await read(response, most, step);
  if (expected.includes(response.status))
    return { status: response.status, headers: response.headers, body: bytes };
  throw refusal(step, response.status, bytes);
}

/** Reads a body that is cut off when it grows beyond its limit. */
async function read(response: Response, most: number, step: string): Promise<Bytes> {
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new Unreachable();
    });
    if (done) return join(pieces, size);
    size += value.length;
    if (size > most) {
      await reader.cancel().catch(() => undefined);
      throw new Nonsense(step);
    }
    pieces.push(value);
  }
}

function join(pieces: Uint8Array[], size: number): Bytes {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function refusal(step: string, status: number, body: Bytes): Error {
  if (status === 404) return new Refused("not_available");
  if (status === 401) return new Refused("bad_nonce");
  if (status === 410) return new Refused("pruned");
  if (status >= 500) return new Unreachable(status);
  try {
    const { error } = JSON.parse(new TextDecoder().decode(own(body))) as { error?: { code?: unknown } };
    return typeof error?.code === "string" ? new Refused(error.code.slice(0, 40)) : new Nonsense(step);
  } catch {
    return new Nonsense(step);
  }
}
