// With @sd-jwt/jwt-status-list: for each zlib text in the JSON file named first, in Base64url, which of its 2^20 bits are set,
// and what the package itself packs from these.
import { readFileSync } from "node:fs";

import { StatusList } from "@sd-jwt/jwt-status-list";

const answer = (packed) => {
  const list = StatusList.decompressStatusList(packed, 1);
  const places = Array.from({ length: 2 ** 20 }, (_, index) => index);
  const set = places.filter((index) => list.getStatus(index) === 1);
  const made = new StatusList(places.map((index) => (set.includes(index) ? 1 : 0)), 1);
  return { set, made: made.compressStatusList() };
};

console.log(JSON.stringify(JSON.parse(readFileSync(process.argv[2], "utf8")).map(answer)));
