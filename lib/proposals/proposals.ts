import { proposalStates } from "@/db/words";
import type { ClaimKind, ClaimLink } from "@/lib/claims/claims";
import type { Fared } from "@/lib/curation/queue";
import type { GivenReason } from "@/lib/curation/reasons";

export { proposalStates };
export type ProposalState = (typeof proposalStates)[number];

/** How many proposals of one person can wait at once. */
export const waitingAtMost = 10;

/** Characters of a passage, which has to fit into an address. */
export const proposedPassageLimit = 1000;

/** How a proposal stands, in a word or two. */
export const proposalWords: Record<ProposalState, string> = {
  waiting: "Waits for a moderator",
  accepted: "Made a claim",
  merged: "Said by another claim",
  declined: "Declined",
  withdrawn: "Withdrawn",
};

type Quote = { exact: string; prefix: string; suffix: string };

/** A claim that a member would have made of a passage. */
export type Proposal = {
  id: string;
  at: Date;
  version: number;
  state: ProposalState;
  statement: string;
  kind: ClaimKind;
  resolvesOn: string | null;
  quote: Quote;
  essay: { slug: string; title: string };
  /** What it would support, in the essay's own reasoning. */
  supports: ClaimLink | null;
  /** The claim that was made of it, or that it went into. */
  claim: ClaimLink | null;
  /** Null: a former member. */
  by: string | null;
  /** Why it was decided so; null where it waits, or where nothing was said. */
  reason: GivenReason | null;
};

/** A claim that may say the same: by its words, or because its passage is partly the same. */
export type Similar = ClaimLink & { quote: string; because: "words" | "passage" };

/** A proposal with what a moderator has to know to decide about it. */
export type ProposalItem = Proposal & {
  /** Its passage in the text as that reads now, with what stands around it; null where it is not there any more. */
  passage: { before: string; exact: string; after: string } | null;
  similar: Similar[];
  /** What became of what its proposer proposed and attached. */
  record: Record<Exclude<ProposalState, "withdrawn">, number> & { attached: Fared };
  /** Why the viewer can't decide about it; null where they can. */
  whyNot: string | null;
};

export type ProposalPage<Item> = { items: Item[]; nextCursor: string | null };

/** What the form to propose a claim begins with. */
export type Proposing = {
  essay: { slug: string; title: string };
  /** The passage as the text has it; null where none was chosen yet, or where it is not to be found. */
  quote: Quote | null;
  /** Why what was chosen is no passage of the text. */
  fault: string | null;
  /** The claims whose passage is partly the same. */
  similar: Similar[];
  /** How many proposals of the viewer's wait already. */
  waiting: number;
};
