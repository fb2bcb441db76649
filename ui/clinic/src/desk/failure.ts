// Why a clinic's keys were not made, or not taken from a file: in words that the page has a sentence for.
import { FormatError, VersionError } from "../protocol/format";
import { OtherClinic, WithdrawnKeys } from "./clinic";

export type FileFailure = "passphrase" | "damaged" | "newer" | "other" | "withdrawn" | "failed";
export type NameFailure = "name" | "country" | "contact" | "failed";

/** Why keys were not taken from a file. */
export function fileFailure(error: unknown): FileFailure {
  if (error instanceof WithdrawnKeys) return "withdrawn";
  if (error instanceof OtherClinic) return "other";
  if (error instanceof VersionError) return "newer";
  if (!(error instanceof FormatError)) return "failed";
  return error.field === "passphrase" ? "passphrase" : "damaged";
}

/** What is wrong with what a clinic calls itself, where keys were not made. */
export function nameFailure(error: unknown): NameFailure {
  const field = error instanceof FormatError ? error.field : null;
  return field === "name" || field === "country" || field === "contact" ? field : "failed";
}
