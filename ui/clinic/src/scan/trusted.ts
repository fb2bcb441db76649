// The one policy by which this page starts a program of its own from an address (Trusted Types): its own files and nothing
// else. Browsers without Trusted Types take the address as it is.
type Policy = { createScriptURL: (address: string) => unknown };
type Rules = { createScriptURL: (address: string) => string };
type Factory = { createPolicy: (name: string, rules: Rules) => Policy };

let policy: Policy | null = null;

/** The address of one of this page's own programs, as `new Worker` takes it. */
export function trusted(address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Factory };
  // A policy can be made once; whoever makes a second one is stopped by the browser.
  policy ??= trustedTypes?.createPolicy("keepwell", { createScriptURL: own }) ?? { createScriptURL: own };
  return policy.createScriptURL(address) as string;
}

function own(address: string): string {
  const { origin, href } = new URL(address, document.baseURI);
  if (origin !== location.origin) throw new TypeError("this page runs its own files only");
  return href;
}
