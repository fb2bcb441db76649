// Refusals of what came from outside: which document, and which part of it. Nothing of the document itself is in them.

/** A document that is cut, changed, or something else. */
export class FormatError extends Error {
  constructor(
    /** The document, as a person would name it. */ readonly what: string,
    /** The part that is wrong. */ readonly field: string,
  ) {
    super(`this ${what} is damaged or is something else (${field}): ask for a new one`);
  }
}

/** A later version made this; it is never guessed at. */
export class VersionError extends FormatError {}

/** The signature is not by the key it must be by. */
export class SignatureError extends FormatError {}
