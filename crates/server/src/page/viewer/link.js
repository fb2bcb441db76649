// A SMART Health Link in the browser: reads it, asks its server, opens its files. Nothing here knows what a summary is or
// touches the page; every failure is a `Trouble` with a name, so that each has a sentence of its own.

const SCHEME = 'shlink:/';
/** The most bytes of an answer, and of what a file holds when it is unpacked. */
const MAX_ANSWER = 64 << 20;
const MAX_CONTENT = 32 << 20;
/** How long a server may take, in milliseconds. */
const PATIENCE = 30_000;
const MAX_FILES = 64;

export class Trouble extends Error {
  /** `what` names it; `detail` is a number that its sentence tells. */
  constructor(what, detail) {
    super(what);
    this.what = what;
    this.detail = detail;
  }
}

/** Reads a link, alone or behind the address of a page. `now` is in seconds. */
export function read(text, now) {
  const at = text.indexOf(SCHEME);
  if (at < 0) throw new Trouble('none');
  let payload;
  try {
    const bytes = fromBase64(text.slice(at + SCHEME.length));
    payload = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Trouble('cut');
  }
  if (payload === null || typeof payload !== 'object') throw new Trouble('cut');
  if ((payload.v ?? 1) !== 1) throw new Trouble('newer');
  const flags = typeof payload.flag === 'string' ? payload.flag : '';
  const link = {
    url: address(payload.url),
    key: keyOf(payload.key),
    label: typeof payload.label === 'string' ? payload.label : '',
    hasPasscode: flags.includes('P'),
    isSingleFile: flags.includes('U'),
  };
  if (isPast(payload.exp, now)) throw new Trouble('over');
  return link;
}

/** The sealed files of a link. */
export async function ask(link, { recipient, passcode }) {
  if (link.isSingleFile) {
    const url = new URL(link.url);
    url.searchParams.set('recipient', recipient);
    return [await text(await send(url))];
  }
  const body = { recipient, embeddedLengthMax: 1 << 22 };
  if (passcode) body.passcode = passcode;
  const answer = await send(link.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  let files;
  try {
    files = JSON.parse(await text(answer)).files;
  } catch (error) {
    throw error instanceof Trouble ? error : new Trouble('nonsense');
  }
  if (!Array.isArray(files) || files.length > MAX_FILES) throw new Trouble('nonsense');
  if (files.length === 0) throw new Trouble('empty');
  const known = files.filter((file) => /^application\/fhir\+json/i.test(file?.contentType ?? ''));
  if (known.length === 0) throw new Trouble('unknown');
  return Promise.all(
    known.map(async (file) =>
      typeof file.embedded === 'string' ? file.embedded : text(await send(address(file.location))),
    ),
  );
}

/** What is in a sealed file, as text. */
export async function open(link, sealed) {
  const parts = sealed.trim().split('.');
  const [head, none, iv, content, tag] = parts;
  let header, bytes;
  try {
    header = JSON.parse(new TextDecoder().decode(fromBase64(head)));
    const isUsual = header.alg === 'dir' && header.enc === 'A256GCM' && none === '' && !('crit' in header);
    if (parts.length !== 5 || !isUsual || fromBase64(tag).length !== 16) throw new Trouble('damaged');
    const key = await crypto.subtle.importKey('raw', link.key, 'AES-GCM', false, ['decrypt']);
    const whole = joined([fromBase64(content), fromBase64(tag)]);
    const how = {
      name: 'AES-GCM',
      iv: fromBase64(iv),
      additionalData: new TextEncoder().encode(head),
      tagLength: 128,
    };
    bytes = new Uint8Array(await crypto.subtle.decrypt(how, key, whole));
  } catch {
    throw new Trouble('damaged');
  }
  if (header.zip !== undefined) {
    if (header.zip !== 'DEF') throw new Trouble('damaged');
    bytes = await unpacked(bytes);
  }
  if (bytes.length > MAX_CONTENT) throw new Trouble('large');
  return new TextDecoder().decode(bytes);
}

/** `https`, or `http` on this very machine. */
function address(text) {
  let url;
  try {
    url = new URL(text);
  } catch {
    throw new Trouble('cut');
  }
  const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere)) throw new Trouble('cut');
  return url.href;
}

function keyOf(text) {
  let key;
  try {
    key = fromBase64(String(text));
  } catch {
    throw new Trouble('cut');
  }
  if (key.length !== 32) throw new Trouble('cut');
  return key;
}

/** Senders are known to write text, and milliseconds. */
function isPast(exp, now) {
  const end = Number(exp ?? NaN);
  return (end > 100_000_000_000 ? end / 1000 : end) < now;
}

async function send(url, more = {}) {
  let answer;
  try {
    answer = await fetch(url, {
      ...more,
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch (error) {
    throw new Trouble(error?.name === 'TimeoutError' ? 'silent' : 'unreachable');
  }
  if (answer.ok) return answer;
  if (answer.status === 401) throw new Trouble('passcode', await left(answer));
  if (answer.status === 404) throw new Trouble('gone');
  if (answer.status === 429) {
    throw new Trouble('often', Number(answer.headers.get('retry-after')) || 60);
  }
  throw new Trouble(answer.status >= 500 ? 'fault' : 'nonsense');
}

async function left(answer) {
  try {
    return Number(JSON.parse(await text(answer)).remainingAttempts) || 0;
  } catch {
    return undefined;
  }
}

async function text(answer) {
  return new TextDecoder().decode(await collected(answer.body, MAX_ANSWER, 'unreachable'));
}

async function unpacked(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return collected(stream, MAX_CONTENT, 'damaged');
}

/** All of a stream, up to `most` bytes; `broken` is what it is called when it breaks off. */
async function collected(stream, most, broken) {
  const pieces = [];
  let size = 0;
  const reader = stream.getReader();
  for (;;) {
    let next;
    try {
      next = await reader.read();
    } catch (error) {
      throw new Trouble(error?.name === 'TimeoutError' ? 'silent' : broken);
    }
    if (next.done) return joined(pieces);
    size += next.value.length;
    if (size > most) {
      await reader.cancel();
      throw new Trouble('large');
    }
    pieces.push(next.value);
  }
}

function joined(pieces) {
  const whole = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function fromBase64(text) {
  const plain = text.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, '');
  return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
}
