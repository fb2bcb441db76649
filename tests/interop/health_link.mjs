// Opens SMART Health Links with `kill-the-clipboard` and their files with `jose`, by others. Given a JSON file with questions, prints
// what came of each.
import { readFileSync } from 'node:fs';
import { compactDecrypt } from 'jose';
import { SHLViewer } from 'kill-the-clipboard';

/** What a link leads to, as its reader tells it. */
async function open({ link, recipient, passcode, embeddedLengthMax }) {
  const viewer = new SHLViewer({ shlinkURI: link });
  const { flag, label, exp } = viewer.shl;
  const found = await viewer.resolveSHL({ recipient, passcode, embeddedLengthMax });
  const files = found.manifest?.files ?? [];
  return {
    flag,
    label,
    exp,
    bundles: found.fhirResources.map((bundle) => ({
      type: bundle.type,
      kinds: bundle.entry.map((entry) => entry.resource.resourceType),
    })),
    embedded: files.filter((file) => 'embedded' in file).length,
    located: files.filter((file) => 'location' in file).length,
  };
}

async function decrypt({ sealed, key }) {
  const { plaintext, protectedHeader } = await compactDecrypt(sealed, Buffer.from(key, 'base64url'), {
    keyManagementAlgorithms: ['dir'],
    contentEncryptionAlgorithms: ['A256GCM'],
  });
  return { header: protectedHeader, type: JSON.parse(new TextDecoder().decode(plaintext)).type };
}

const told = [];
for (const question of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
  try {
    told.push(await ('sealed' in question ? decrypt(question) : open(question)));
  } catch (error) {
    told.push({ error: error.name === 'Error' ? error.constructor.name : error.name });
  }
}
process.stdout.write(JSON.stringify(told));
