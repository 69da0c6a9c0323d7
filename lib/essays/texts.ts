import { anchorings } from "@/db/words";
import type { Role } from "@/lib/accounts/accounts";
import type { ClaimLink, Counts } from "@/lib/claims/claims";
import type { EssayBody } from "@/lib/rich-text/document";
import type { Tally } from "@/lib/votes/votes";

export { anchorings };
export type Anchoring = (typeof anchorings)[number];

/** Where a claim's passage stands in a text's plain text: UTF-16 code units. */
export type PlacedPassage = {
  /** Of the claim whose own passage it is; `claim` is the one that it went into, where it was merged. */
  id: string;
  claim: ClaimLink & { tally: Tally; counts: Counts };
  how: Exclude<Anchoring, "orphaned">;
  start: number;
  end: number;
};

/** A claim whose passage stands nowhere in the newest text, with the passage as it was when the claim was made. */
export type OrphanedClaim = ClaimLink & { quote: { exact: string; prefix: string; suffix: string } };

/** What is known of a version without its text: who changed it by role, null where it came with the essay. */
export type TextVersion = { number: number; at: Date; byRole: Role | null; note: string | null };

/** One version of an essay's text. Where passages stand is known of the newest only: an older one has none. */
export type EssayText = TextVersion & {
  essay: { id: string; slug: string; title: string };
  newest: number;
  body: EssayBody;
  text: string;
  /** In the order in which they stand. */
  passages: PlacedPassage[];
  orphaned: OrphanedClaim[];
};

/** How a claim's passage stands in the newest text where that is not as the claim quotes it; its words there, if any. */
export type PassageNow = { how: Anchoring; words: string | null };

/** What a change of the text does to one claim's passage; null where there was no text before. */
export type PassageChange = {
  claim: ClaimLink;
  before: Anchoring | null;
  after: Anchoring;
  /** The claim's own quotation. */
  quote: string;
  /** The words of the essay at its place, before and after; null where it has none. */
  was: string | null;
  now: string | null;
};

/** A place in which a passage stands, with what is around it: for whoever is asked which of several is meant. */
export type PlaceToChoose = { start: number; end: number; before: string; words: string; after: string };

export const anchoringWords: Record<Anchoring, { label: string; explanation: string }> = {
  exact: { label: "As quoted", explanation: "The passage stands in the text as the claim quotes it." },
  changed: {
    label: "Reads differently",
    explanation: "The passage was found, but the essay words it differently now.",
  },
  placed: { label: "Placed by hand", explanation: "A moderator said where in the text it stands." },
  orphaned: {
    label: "Not in the text any more",
    explanation: "The passage that this claim was taken from is not in the essay's newest text.",
  },
};

/** Characters of a passage. */
export const passageLimit = 2000;
/** Characters of what an editor of a text says about a change. */
export const noteLimit = 500;
/** Characters of an essay's title. */
export const titleLimit = 300;
