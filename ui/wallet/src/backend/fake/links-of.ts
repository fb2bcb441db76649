// What the fake core knows of its links beside their shares: what each is made as, and who opened it.
import type { LinkDetail, LinkShape } from "../backend";
import type { Scene } from "./world";

export type FakeLink = {
  shape: LinkShape;
  passcode: string | null;
  attempts: number | null;
  limit: number | null;
  visits: LinkDetail["visits"];
};

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

export function linksOf(scene: Scene): Map<string, FakeLink> {
  if (scene !== "links") return new Map();
  const visit = (minutes: number, recipient: string, opened = true) => ({
    time: ago(minutes),
    recipient,
    opened,
  });
  return new Map([
    [
      "l1",
      {
        shape: "travel",
        passcode: "blue anchor 42",
        attempts: 9,
        limit: null,
        visits: [
          visit(190, "Harbour Hospital"),
          visit(192, "Harbour Hospital", false),
          visit(1500, "Port Clinic"),
        ],
      },
    ],
    ["l2", { shape: "clinic_us", passcode: null, attempts: null, limit: 1, visits: [] }],
  ]);
}
