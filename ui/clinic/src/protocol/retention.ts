// What a ledger says that it has pruned (docs/formats/ledger.md): the policy that it logged, signed by it, and the list of the
// bundles below its minimum index that are still there.
import { fromHex, same, text, type Bytes } from "./bytes";
import { FormatError } from "./format";
import { sha256 } from "./hash";
import { retentionPayload } from "./statement";

const WHAT = "retention policy";
/** Entries that are pruned together, the bundles that these are, and a bit for each. */
const RUN = 65_536;
const RUN_BYTES = 32;
const FEWEST_DAYS = 90;
export const MOST_KEPT = 1 << 20;
const NUMBER = "(0|[1-9]\\d{0,15})";
const TEXT = new RegExp(
  `^keepwell/2026-11 retention policy\\norigin (\\S+)\\ndays ${NUMBER}\\nminimum ${NUMBER}\\nkept ([0-9a-f]{64})\\nafter ${NUMBER}\\n` +
    "Entries below the minimum are removed, but for those of types 0, 4 and 6, which stay with the 255 around them\\.\\n$",
);

export type Retention = { days: number; /** The minimum index. */ minimum: number; kept: Bytes };

/** Reads what the ledger `origin` signed with this key. */
export function readRetention(statement: Bytes, origin: string, ledger: Bytes): Retention {
  const [, name, days, minimum, kept] = TEXT.exec(text(retentionPayload(statement, ledger)) ?? "") ?? [];
  const read = { days: Number(days), minimum: Number(minimum), kept: fromHex(kept ?? "") };
  if (name !== origin || !read.kept) throw new FormatError(WHAT, "text");
  if (read.days < FEWEST_DAYS || read.minimum % RUN !== 0) throw new FormatError(WHAT, "days or minimum");
  return { ...read, kept: read.kept };
}

/** Whether the bundle with this number is gone, by the list that the policy speaks of. */
export function prunedBy(policy: Retention, list: Bytes): (bundle: number) => boolean {
  const isOf = same(sha256(list), policy.kept) && list.length * RUN === policy.minimum * RUN_BYTES;
  if (!isOf) throw new FormatError("list of pruned entries", "digest");
  return (bundle) => {
    const byte = list[Math.floor(bundle / 8)];
    return byte !== undefined && (byte & (1 << (bundle % 8))) === 0;
  };
}
