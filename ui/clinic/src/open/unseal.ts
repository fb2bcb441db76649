// The content of a part from its ciphertext: opened with its file key, taken out of its frame, and exactly what the terms
// name. The heavy side of opening a share, and the same wherever it runs.
import { Decrypter } from "age-encryption";

import { same, type Bytes } from "../protocol/bytes";
import { FormatError } from "../protocol/format";
import { unframe } from "../protocol/part";
import type { PartTerms } from "../protocol/terms";
import { wipe } from "./wipe";

/** Whoever did the work is gone before it was done: nothing is known of the part. */
export class WorkLost extends Error {
  constructor() {
    super("this browser stopped before the record was open: try again");
  }
}

/** Opens a part, or throws when anything about it is not as it must be; the ciphertext may be taken away meanwhile. */
export type Unseal = (sealed: Bytes, fileKey: Bytes, part: PartTerms) => Promise<Bytes>;

export const unseal: Unseal = async (sealed, fileKey, part) => {
  const decrypter = new Decrypter();
  decrypter.addIdentity({ unwrapFileKey: () => fileKey });
  const framed = (await decrypter.decrypt(sealed, "uint8array")) as Bytes;
  try {
    const content = unframe(framed);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
    if (content.length === part.size && same(digest, part.digest)) return content;
    wipe(content);
    throw new FormatError("share", "part");
  } finally {
    wipe(framed);
  }
};
