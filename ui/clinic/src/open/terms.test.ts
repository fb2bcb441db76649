// What the terms and the consent in them must name: this clinic, by its card and by the name that the patient read.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { beforeAll, expect, test } from "vitest";

import type { Generation } from "../desk/keys";
import { utf8, type Bytes } from "../protocol/bytes";
import { encode, type Value } from "../protocol/cbor";
import { sha256 } from "../protocol/hash";
import type { GrantLink } from "../protocol/link";
import { walletKeys, type Manifest } from "../protocol/manifest";
import type { Origin } from "../protocol/origin";
import { commitment, type GrantStatement } from "../protocol/statement";
import { writeTime } from "../protocol/time";
import { terms } from "./checks";
import { generation } from "./made";
import { Refusal } from "./refusal";

const here = dirname(fileURLToPath(import.meta.url));
const written = readFileSync(join(here, "../../../../tests/vectors/consent/consent.json"), "utf8");
const given = JSON.parse(written) as { dateTime: string; organization: [{ display: string }] };
const [name] = given.organization.map(({ display }) => display);

const RELAY = "https://relay.example" as Origin;
const LEDGER = "ledger.example/log";
const blank = (length: number): Bytes => new Uint8Array(length).fill(1);
const link = { relay: RELAY, mailbox: blank(16), accessPoint: blank(32) } as unknown as GrantLink;
let clinic: Generation;

beforeAll(async () => {
  clinic = await generation(RELAY);
});

/** What the check says of this consent; null where it passes. */
function refused(consent: string): string | null {
  const { card } = clinic;
  const manifest = {
    consent: utf8(consent),
    salt: blank(32),
    identity: blank(32),
    reportKey: blank(32),
  } as unknown as Manifest;
  const fields: Value[] = [
    1,
    sha256(manifest.consent),
    card.digest,
    card.key,
    RELAY,
    link.mailbox,
    link.accessPoint,
    LEDGER,
    false,
    [["bundle", 9, blank(32)]],
    walletKeys(manifest),
  ];
  const named = { ...manifest, terms: encode(new Map(fields.map((value, field) => [field, value]))) };
  const read = { commitment: commitment(named.salt, named.terms) } as GrantStatement;
  try {
    terms(named, read, { link, card, ledger: LEDGER });
    return null;
  } catch (error) {
    if (error instanceof Refusal) return `${error.check} ${error.code}`;
    throw error;
  }
}

/** The consent to a clinic of this name, given at this time. */
function consent(to: string, when: number): string {
  return written
    .replaceAll(JSON.stringify(name), JSON.stringify(to))
    .replace(given.dateTime, writeTime(when));
}

test("a consent to this clinic passes, until its card ends", () => {
  const { card } = clinic;
  expect(refused(consent(card.name, card.issued))).toBe(null);
  expect(refused(consent(card.name, card.expires - 1))).toBe(null);
  expect(refused(consent(card.name, card.expires))).toBe("terms not_for_us");
  // The patient's clock may be behind the clinic's.
  expect(refused(consent(card.name, card.issued - 86_400))).toBe(null);
});

test("a consent to a clinic of another name is for another clinic", () => {
  const { card } = clinic;
  for (const other of ["Hillside Clinic", `${card.name} `, card.name.toUpperCase()])
    expect(refused(consent(other, card.issued)), other).toBe("terms not_for_us");
});
