// Deterministic CBOR (RFC 8949 §4.2), read strictly: whatever is written in another way than ours is refused, and a map
// must be used up to its last key. Numbers are exact up to 2^53 − 1.
import { decode as decodeLoose, encode as encodeValue, rfc8949EncodeOptions } from "cborg";

import { same, type Bytes } from "./bytes";
import { FormatError, VersionError } from "./format";
import { own } from "./hash";

/** What our documents consist of. Keys of maps are whole numbers. */
export type Value = number | string | boolean | null | Bytes | Value[] | Map<number, Value>;

export function encode(value: Value): Bytes {
  return own(encodeValue(value, rfc8949EncodeOptions));
}

/** Reads one value and nothing after it. */
export function decode(what: string, bytes: Uint8Array, most: number): Value {
  if (bytes.length > most) throw new FormatError(what, "size");
  try {
    const value = decodeLoose(bytes, { useMaps: true, strict: true, rejectDuplicateMapKeys: true }) as Value;
    if (same(encode(value), bytes)) return value;
  } catch {
    // Not CBOR: the same refusal.
  }
  throw new FormatError(what, "deterministic CBOR");
}

/** A map of which every key is taken by name. */
export class MapReader {
  readonly #left: Map<number, Value>;

  private constructor(
    private readonly what: string,
    value: Value | undefined,
  ) {
    if (!(value instanceof Map)) throw new FormatError(what, "map");
    this.#left = new Map(value);
  }

  static parse(what: string, bytes: Uint8Array, most: number): MapReader {
    return new MapReader(what, decode(what, bytes, most));
  }

  static of(what: string, value: Value | undefined): MapReader {
    return new MapReader(what, value);
  }

  /** A field that may be missing. */
  optional(key: number): Value | undefined {
    const value = this.#left.get(key);
    this.#left.delete(key);
    return value;
  }

  version(known: number): void {
    const version = this.number(0, "version");
    if (version !== known) throw new VersionError(this.what, "version");
  }

  bytes(key: number, field: string, length?: number): Bytes {
    const value = this.optional(key);
    const fits = value instanceof Uint8Array && (length === undefined || value.length === length);
    return fits ? own(value) : this.refuse(field);
  }

  optionalBytes(key: number, field: string): Bytes | null {
    return this.#left.has(key) ? this.bytes(key, field) : null;
  }

  text(key: number, field: string, most: number): string {
    const value = this.optional(key);
    const fits = typeof value === "string" && new TextEncoder().encode(value).length <= most;
    return fits ? value : this.refuse(field);
  }

  optionalText(key: number, field: string, most: number): string | null {
    return this.#left.has(key) ? this.text(key, field, most) : null;
  }

  number(key: number, field: string): number {
    const value = this.optional(key);
    return typeof value === "number" && Number.isSafeInteger(value) && value >= 0
      ? value
      : this.refuse(field);
  }

  flag(key: number, field: string): boolean {
    const value = this.optional(key);
    return typeof value === "boolean" ? value : this.refuse(field);
  }

  list(key: number, field: string): Value[] {
    const value = this.optional(key);
    return Array.isArray(value) ? value : this.refuse(field);
  }

  /** Must be called last: what nobody asked for must not be there. */
  finish(): void {
    if (this.#left.size > 0) this.refuse("unknown field");
  }

  refuse(field: string): never {
    throw new FormatError(this.what, field);
  }
}
