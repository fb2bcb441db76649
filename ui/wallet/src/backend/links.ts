// Links for whoever has them, and what others hand over: their links, and who signed a card.
import type { GrantState, ImportReport, PersonRule } from "./backend";

/** `travel`: a summary that readers all over the world know; `clinic_us`: a file with its PDF, as clinics in the USA take it. */
export type LinkShape = "travel" | "clinic_us";
/** `from`: at once where there is none. A passcode only for travellers. */
export type LinkWish = {
  shape: LinkShape;
  label: string;
  passcode: string | null;
  from: string | null;
  until: string;
  openings: number | null;
  language: string | null;
};
export type LinkLine = {
  id: string;
  label: string;
  shape: LinkShape;
  state: GrantState;
  from: string;
  expires: string;
  openings: number;
  openings_limit: number | null;
  /** Not known on a device that did not make it. */ has_passcode: boolean | null;
  /** How many more wrong passcodes are allowed; they never come back. */ attempts_left: number | null;
  /** A stop that was asked for and is not yet everywhere. */ stopping: boolean;
};
export type LinkDetail = {
  line: LinkLine;
  /** While it opens; `svg` is the drawing of `page`, which is the link behind the address of a page that opens it. */
  code: { link: string; page: string; svg: string } | null;
  /** Newest first. Nobody checks who they say they are; not `opened`: the passcode was wrong. */
  visits: { time: string; recipient: string; opened: boolean }[];
  /** The server has it, with its newest end and content. */ sent: boolean;
};
/** Somebody's link whose content may change. */
export type FollowedLink = {
  id: string;
  source: string;
  has_passcode: boolean;
  since: string;
  updated: string;
};
/** Two facts, told apart: whether it was signed by whom it names, and whether somebody vouches for them. */
export type CheckedCard = {
  kind: "health_card" | "certificate";
  issuer: string | null;
  signature: "valid" | "wrong" | "unknown_key" | "not_checked";
  standing: "holds" | "too_early" | "expired" | "revoked";
  revocation: "none" | "checked" | "not_checked";
  /** Nobody was asked to vouch for it where there is none. */ trusted: boolean | null;
  /** Why something could not be checked: the core's own sentence. */ why: string | null;
};

export interface LinksPart {
  links(): Promise<LinkLine[]>;
  link(id: string): Promise<LinkDetail>;
  makeLink(wish: LinkWish): Promise<LinkDetail>;
  /** Puts the summary of today behind it. */
  updateLink(id: string): Promise<LinkDetail>;
  /** A new end, also after the old one; the code stays. `openings` are counted from now on. */
  rearmLink(id: string, until: string, openings: number | null): Promise<LinkDetail>;
  followedLinks(): Promise<FollowedLink[]>;
  updateFollowed(id: string, passcode: string | null, person: PersonRule): Promise<ImportReport>;
  stopFollowing(id: string): Promise<void>;
  /** Asks the issuers of cards for their keys. */
  checkCard(record: string): Promise<CheckedCard[]>;
}
