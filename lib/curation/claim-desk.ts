import type { Claim, ClaimLink } from "@/lib/claims/claims";
import type { ContributionKind, Stance, State } from "@/lib/contributions/contributions";
import type { LogItem } from "./log";

/** What answers the claim itself, in a line: for whoever chooses what goes along with a split. */
export type Choosable = {
  id: string;
  kind: ContributionKind;
  stance: Stance;
  state: State;
  /** The beginning of its text; null where that was taken down. */
  text: string | null;
  sourceTitle: string | null;
  answers: number;
};

/** A claim as a curator or a moderator has it before them: with what can be done to it and what was. */
export type ClaimDesk = {
  claim: Claim;
  choosable: Choosable[];
  /** Whether more answers the claim than can be chosen from here. */
  more: boolean;
  /** Whether the viewer may reword, split, merge and lock it, which curators may not. */
  mayChange: boolean;
  /** Why the viewer may not resolve it; null where they may. */
  whyNotResolve: string | null;
  decisions: LogItem[];
  /** The id of the claim of the original that it says in its own language. */
  translates: string | null;
  /** The claims of the original that it could say, where its essay is a translation; with the one that it says. */
  translatable: ClaimLink[];
  /** The newest of the other essays, with the sections that it could move to. */
  elsewhere: { slug: string; title: string; sections: { position: number; title: string }[] }[];
};

/** What a merge would do. */
export type MergePreview = {
  into: Claim;
  contributions: number;
  /** Votes that would be carried over, and people who voted on both, whose vote on the other one stands. */
  votes: { carried: number; both: number };
  /** Sources that are attached to both. */
  sources: number;
  pins: number;
};

/** A prediction that waits for somebody to say how it came out. */
export type DuePrediction = ClaimLink & { resolvesOn: string };
