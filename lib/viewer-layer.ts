import type { Role } from "@/lib/accounts/accounts";
import type { ContributionKind, OwnRating, Stance } from "@/lib/contributions/contributions";
import type { AppealState } from "@/lib/curation/appeals";
import type { ReasonChoices } from "@/lib/curation/reasons";
import type { AskedAgain, Tally, VoteValue } from "@/lib/votes/votes";

/** What a reading page lacks, because it is the same for everybody: what belongs to the one who reads it. */
export type ViewerLayer =
  | { viewer: null }
  | {
      viewer: {
        id: string;
        name: string;
        role: Role;
        /** Until when (in ISO 8601; null until it is lifted) and why; null for whoever isn't banned. */
        banned: { until: string | null; reason: string | null } | null;
      };
      /** Messages in the inbox that were not read yet. */
      unread: number;
      /** How many contributions wait for a curator; null for whoever is none. */
      waiting: number | null;
      /** What a decision can be given as its reason; null for whoever is no curator. */
      reasons: ReasonChoices | null;
      /** Their votes on the claims of the page, by the claim's id. */
      votes: Record<string, VoteValue>;
      /** Of the page's claim, exact to this moment; null where the page has none. */
      tally: Tally | null;
      /** Their vote on the page's claim, where it was given to another wording; null where there is nothing to ask. */
      askedAgain: AskedAgain | null;
      /** Their ratings of what is attached to the page's claim, by the contribution's id; the counts are of this moment. */
      ratings: Record<string, OwnRating>;
      /** The ids of what they attached to the page's claim, the newest 500. */
      own: string[];
      /** Of the page's contribution, where it is theirs and stands rejected or removed: what they can do against that. */
      appeal: OwnAppealState | null;
      /** What they attached to the page's claim and nobody else sees yet. */
      held: HeldContribution[];
    };

/** `until` is an instant as JSON has it; `state` that of their appeal, null while they made none. */
export type OwnAppealState = { may: boolean; until: string | null; state: AppealState | null };

export type HeldContribution = {
  id: string;
  kind: ContributionKind;
  stance: Stance;
  text: string;
  /** Why a rule held it. */
  reason: string | null;
  url: string;
};
