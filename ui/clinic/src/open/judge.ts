// The checks between the opened seal and the parts: what the code names, what the patient signed, and what the ledger says of
// it. They are the same wherever the share came from, a relay or an animated code.
import type { Generation } from "../desk/keys";
import type { Ledger } from "../ledger/ledger";
import type { LogRecord } from "../ledger/view";
import type { Permission } from "../protocol/consent";
import type { GrantLink } from "../protocol/link";
import type { Manifest } from "../protocol/manifest";
import type { GrantStatement } from "../protocol/statement";
import type { Terms } from "../protocol/terms";
import * as check from "./checks";
import { contact } from "./contact";
import type { Desk, World } from "./open";
import { receipt } from "./receipt";
import type { CheckName } from "./refusal";

/** A share whose seal was opened, and the ledger that it must be on. */
export type Unsealed = { link: GrantLink; manifest: Manifest; generation: Generation; ledger: Ledger };

/** A share that may be shown once its parts are right. */
export type Judged = {
  permission: Permission;
  terms: Terms;
  statement: GrantStatement;
  time: check.Clock;
  /** How many seconds ago the ledger was read when it could not be reached now; null when it was. */ ledgerAge:
    number | null;
  status: check.Status;
  /** Whether the ledger has it, as far as anybody can know now. */ isRecorded: boolean;
};

/** Tells that a check passed, and gives on what it found. */
export type Done = <T>(name: CheckName, found: T) => T;

export async function judge(
  desk: Desk,
  world: World,
  { link, manifest, generation, ledger }: Unsealed,
  done: Done,
): Promise<Judged> {
  done("digest", check.digest(manifest, link));
  const statement = done("statement", check.statement(manifest));
  const expected = { link, card: generation.card, ledger: ledger.key.name };
  const { terms, permission } = done("terms", check.terms(manifest, statement, expected));
  const met = await contact(desk, ledger, world);
  const keep = (record: LogRecord) => desk.keep(ledger, record);
  const share = { proof: manifest.proof, digest: statement.digest };
  const { index, record } = done("receipt", await receipt(share, met, terms.offlineOk, keep));
  done("window", check.window(permission, met.clock));
  const read = { ...met, record };
  const status = done("revocation", await check.revocation(index, read, terms.offlineOk, keep));
  const isRecorded = index !== null;
  return { permission, terms, statement, time: met.clock, ledgerAge: met.age, status, isRecorded };
}
