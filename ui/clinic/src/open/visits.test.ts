// An opening that broke off goes on for fifteen minutes, and another one begins after that.
import { expect, test } from "vitest";

import { Visits } from "./visits";

const mailbox = Uint8Array.of(1, 2);
let made = 0;
const random = (length: number) => new Uint8Array(length).fill((made += 1));

test("an opening goes on until it is over or too old", () => {
  const visits = new Visits();
  const first = visits.opening(mailbox, 1000, random);
  expect(visits.opening(mailbox, 1899, random)).toBe(first);
  expect(visits.opening(Uint8Array.of(3), 1000, random)).not.toEqual(first);
  const second = visits.opening(mailbox, 1900, random);
  expect(second).not.toEqual(first);
  visits.over(mailbox);
  expect(visits.opening(mailbox, 1900, random)).not.toEqual(second);
});
