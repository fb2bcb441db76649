// The emergency card of the fake core: the invented person's record, its headings in three of the languages.
import { BackendError, type Backend, type CardPart, type CardWish, type EmergencyCard } from "../backend";
import { code } from "./drawings";
import { person } from "./record";
import { ago, type World } from "./world";

type Part = Pick<
  Backend,
  "emergencyCard" | "saveEmergencyCard" | "setLockedCard" | "lockedCardWish" | "lockedCard"
>;

/** The most lines that fit, so that a long record shows what happens then. */
const most = 12;

const titles: Record<string, string> = {
  ar: "بطاقة الطوارئ، 21 نوفمبر 2026",
  es: "TARJETA DE EMERGENCIA, 21 nov 2026",
  zh: "急救卡，2026年11月21日",
};

export function emergencyPart(world: World): Part {
  return {
    async emergencyCard(wish) {
      world.open();
      return made(world, wish);
    },
    async setLockedCard(wish) {
      world.open();
      if (wish && world.records.length === 0)
        throw new BackendError("nothing_selected", "Nothing is recorded.");
      world.lockedCard = wish;
    },
    async lockedCardWish() {
      world.open();
      return world.lockedCard;
    },
    lockedCard: async () => world.lockedCard && { card: made(world, world.lockedCard), made: ago(90) },
    saveEmergencyCard: async (_, paper) => ({
      file: "keepwell-emergency-card.pdf",
      bytes: paper === "page" ? 61_200 : 58_400,
      records: 0,
    }),
  };
}

function made(world: World, { language, parts, keyboard }: CardWish): EmergencyCard {
  const facts = parts.flatMap((part) => linesOf(world, part));
  const kept = facts.slice(0, most);
  const lines: EmergencyCard["lines"] = [
    { kind: "title", text: (keyboard ? null : titles[language]) ?? "EMERGENCY CARD, 21 Nov 2026" },
    ...kept,
    { kind: "note", text: "The person's own record. It may miss things. Ask." },
  ];
  if (kept.length < facts.length) {
    lines.unshift({ kind: "part", text: `PART ${kept.length} of ${facts.length}` });
  }
  return {
    lines,
    svg: code(lines.map(({ text }) => text).join("\n")),
    language: keyboard ? "en" : language,
    shown: kept.length,
    all: facts.length,
  };
}

function linesOf(world: World, part: CardPart): EmergencyCard["lines"] {
  const who = person(world);
  const of = (category: string) =>
    world.records.filter(({ line }) => line.category === category && !line.sensitive);
  switch (part) {
    case "name":
      return [{ kind: "fact", text: who ? `${who.name}, born 14 Mar 1971` : "Name not recorded" }];
    case "allergies":
      return of("allergies").map(({ line }) => ({ kind: "alert", text: `ALLERGY: ${line.title}` }));
    case "medicines":
      return of("medicines").map(({ line }) => ({ kind: "fact", text: `MEDICINE: ${line.title}` }));
    case "conditions":
      return of("problems").map(({ line }) => ({ kind: "fact", text: `CONDITION: ${line.title}` }));
    case "contacts":
      return [{ kind: "fact", text: "CALL: Yusuf Hassan +255 700 000 118" }];
    case "implants":
    case "blood":
      return [];
  }
}
