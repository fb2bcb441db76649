// Which part of the share a document of the Bundle is: `attachments/<n>-<name>` is part `a<n>` (docs/formats/share.md).
export function partOf(url: string | null): { name: string; file: string } | null {
  const [, number, name] = /^attachments\/(\d{1,4})-(.+)$/.exec(url ?? "") ?? [];
  if (!number || !name) return null;
  // A name is a name: nothing in it leads elsewhere.
  const file = name.replace(/[^\p{L}\p{N}._ -]/gu, "_").slice(0, 100);
  return { name: `a${number}`, file };
}
