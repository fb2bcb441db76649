// Runs the scripts of the page that opens links, without a page: what they find behind our links, and what they call each
// failure. The servers that fail stand here. Given the folder of the scripts and a JSON file, prints what came of it.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { deflateRawSync, deflateSync } from 'node:zlib';

const [folder, file] = process.argv.slice(2);
const from = (name) => import(pathToFileURL(`${folder}/${name}`).href);
const [{ ask, open, read }, { summary }, { ALL, choose }] = await Promise.all(
  ['link.js', 'summary.js', 'texts.js'].map(from),
);
const { links } = JSON.parse(readFileSync(file, 'utf8'));
const now = Date.now() / 1000;

/** What it comes to, or the name of the trouble. */
async function told(work) {
  try {
    return await work();
  } catch (error) {
    return { what: error.what ?? String(error), ...(error.detail !== undefined && { detail: error.detail }) };
  }
}

async function shown({ link, passcode }) {
  const found = read(link, now);
  const sealed = await ask(found, { recipient: 'Port Clinic', passcode });
  const contents = await Promise.all(sealed.map((one) => open(found, one)));
  const { person, sections, pdfs, count } = summary(contents);
  return {
    person,
    sections: sections.map(({ id, lines }) => [id, lines.length]),
    first: sections[0].lines[0],
    pdfs: pdfs.length,
    count,
  };
}

const key = new Uint8Array(32).fill(7);
const b64 = (bytes) => Buffer.from(bytes).toString('base64url');
const link = (payload) => `shlink:/${b64(JSON.stringify(payload))}`;
const payload = (more) => ({ url: 'https://relay.example/x', key: b64(key), flag: '', ...more });

async function seal(content, more = {}) {
  const head = b64(JSON.stringify({ alg: 'dir', enc: 'A256GCM', ...more }));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const secret = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
  const how = { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(head) };
  const whole = new Uint8Array(await crypto.subtle.encrypt(how, secret, content));
  return `${head}..${b64(iv)}.${b64(whole.slice(0, -16))}.${b64(whole.slice(-16))}`;
}

/** What reading `text` comes to. */
const reading = (text) => told(() => Promise.resolve(read(text, now)).then(({ url }) => url));

/** What asking a server that answers like this comes to. */
async function asking(status, body, headers = {}) {
  const server = createServer((_, response) => response.writeHead(status, headers).end(body));
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${server.address().port}/x`;
  const answer = await told(() => ask({ url, isSingleFile: false }, { recipient: 'x' }));
  await new Promise((done) => server.close(done));
  return answer;
}

const opening = (sealed) => told(() => open({ key }, sealed));
const files = (all) => JSON.stringify({ files: all });
const fhir = (more) => ({ contentType: 'application/fhir+json', ...more });
const text = '{"resourceType":"Patient"}';
const right = await seal(new TextEncoder().encode(text));
const zipped = (pack, content) => seal(pack(Buffer.from(content)), { zip: 'DEF' });
const spoilt = (at) => right.split('.').map((part, number) => (number === at ? `A${part.slice(1)}` : part));

process.stdout.write(
  JSON.stringify({
    shown: await links.reduce(async (before, one) => [...(await before), await told(() => shown(one))], []),
    reading: {
      none: await reading('https://page.example/view'),
      cut: await reading('https://page.example/view#shlink:/eyJ1'),
      http: await reading(link(payload({ url: 'http://relay.example/x' }))),
      short: await reading(link(payload({ key: 'AAAA' }))),
      newer: await reading(link(payload({ v: 2 }))),
      over: await reading(link(payload({ exp: now - 60 }))),
      overInMilliseconds: await reading(link(payload({ exp: String((now - 60) * 1000) }))),
      right: await reading(`x#${link(payload({ exp: now + 60, flag: 'LZ', _more: 1, label: 'Été 旅' }))}`),
    },
    asking: {
      empty: await asking(200, files([])),
      unknown: await asking(200, files([{ contentType: 'text/html', embedded: '' }])),
      embedded: await asking(200, files([fhir({ embedded: right }), { contentType: 'x/y' }])),
      nonsense: await asking(200, '<html>'),
      redirect: await asking(302, '', { location: 'https://other.example/' }),
      passcode: await asking(401, '{"remainingAttempts":3}'),
      gone: await asking(404, ''),
      often: await asking(429, '', { 'retry-after': '17' }),
      fault: await asking(503, ''),
      bad: await asking(400, ''),
      unreachable: await told(() => ask({ url: 'http://127.0.0.1:9/' }, { recipient: 'x' })),
    },
    opening: {
      right: await opening(right),
      deflated: await opening(await zipped(deflateRawSync, text)),
      zlib: await opening(await zipped(deflateSync, text)),
      bomb: await opening(await zipped(deflateRawSync, Buffer.alloc(40 << 20))),
      otherZip: await opening(await seal(new TextEncoder().encode(text), { zip: 'GZ' })),
      otherWay: await opening(await seal(new TextEncoder().encode(text), { enc: 'A128GCM' })),
      spoilt: await Promise.all([0, 2, 3, 4].map((at) => opening(spoilt(at).join('.')))),
    },
    texts: {
      names: Object.values(ALL).map((texts) => Object.keys(texts).sort().join()),
      languages: Object.keys(ALL),
      chosen: [['pt-BR'], ['nl', 'fr-CA'], [], ['__proto__']].map((wanted) => choose(wanted).language),
      empty: Object.values(ALL).flatMap(Object.values).filter((one) => !one.trim()).length,
    },
  }),
);
