// The checks by name, in their order, and the refusal when one fails: its name, a code for the page, and nothing of the
// share.
export const checks = [
  "card",
  "qr",
  "relay",
  "decrypt",
  "digest",
  "statement",
  "terms",
  "receipt",
  "window",
  "revocation",
  "parts",
] as const;

export type CheckName = (typeof checks)[number];

/** What the page says; `not_available` covers revoked, expired, used up and too early, which a relay does not tell apart. */
export type RefusalCode =
  | "no_card"
  | "not_our_code"
  | "not_listed"
  | "not_available"
  | "not_for_us"
  | "altered"
  | "not_recorded"
  | "not_witnessed"
  | "ledger_away"
  | "ledger_key"
  | "ledger_lies"
  | "too_early"
  | "expired"
  | "revoked"
  | "status_old"
  | "unreachable";

export class Refusal extends Error {
  constructor(
    readonly check: CheckName,
    readonly code: RefusalCode,
  ) {
    super(`the check "${check}" failed: ${code}`);
  }
}

/** Six words, but not those that the share is under. Whoever typed them tries again. */
export class NotTheWords extends Error {
  constructor() {
    super("these are not the words");
  }
}

/** What was read, or the refusal when it cannot be. */
export function attempt<T>(check: CheckName, code: "not_our_code" | "altered", read: () => T): T {
  try {
    return read();
  } catch {
    throw new Refusal(check, code);
  }
}
