// A browser from before WebCrypto had Curve25519, made of a newer one. Only tests import this; it stands by itself, so that a
// real browser can run it before its page's own scripts.

/** Refuses both curves as a browser does that has never heard of them; gives what undoes it. */
export function withoutCurves(): () => void {
  const prototype = SubtleCrypto.prototype as unknown as Record<string, (...given: unknown[]) => unknown>;
  const names = ["importKey", "generateKey", "deriveBits", "deriveKey", "sign", "verify"];
  const before = names.map((name) => [name, prototype[name]] as const);
  for (const [name, real] of before) {
    prototype[name] = function (this: unknown, ...given) {
      const isCurve = given.some((one) => /X25519|Ed25519/.test(typeof one === "string" ? one : nameOf(one)));
      if (!isCurve) return real?.apply(this, given);
      return Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError"));
    };
  }
  function nameOf(given: unknown): string {
    const isNamed = typeof given === "object" && given !== null && "name" in given;
    return isNamed ? String(given.name) : "";
  }
  return () => {
    for (const [name, real] of before) if (real) prototype[name] = real;
  };
}
