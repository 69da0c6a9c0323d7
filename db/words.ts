/** The words that columns hold, in the order in which people are shown them. Free of imports: browsers read them too. */
export const roles = ["member", "curator", "moderator", "admin"] as const;
export const claimKinds = ["fact", "cause", "definition", "interpretation", "prediction", "value"] as const;
export const locks = ["open", "hold-new", "curators-only"] as const;
export const contributionKinds = ["evidence", "rebuttal"] as const;
export const stances = ["supports", "contradicts"] as const;
export const states = [
  "unreviewed",
  "held",
  "accepted",
  "needs-source",
  "rejected",
  "merged",
  "withdrawn",
  "removed",
] as const;
export const sourceTypes = [
  "study",
  "dataset",
  "primary document",
  "official record",
  "news",
  "expert opinion",
  "other",
] as const;
export const voteValues = ["agree", "unsure", "disagree"] as const;
export const ratingValues = ["convincing", "unconvincing"] as const;
export const quoteChecks = ["unchecked", "verified", "paraphrase", "failed", "unreachable"] as const;
export const grades = ["reliable", "mixed", "unreliable", "banned"] as const;
export const flagReasons = ["off-topic", "misquotes", "spam", "uncivil", "illegal", "other"] as const;
export const flagOutcomes = ["upheld", "dismissed"] as const;
/** `lapsed`: what it was about no longer stands, by an edit, an undo or a newer decision. */
export const appealStates = ["open", "upheld", "denied", "lapsed"] as const;
/**
 * What the log has rows about. `decide` and `undo` are a curator's, `withdraw` and `resubmit` an author's; `ban-hold` and
 * `ban-release` follow from a ban that hides what somebody attached, a row for each contribution.
 */
export const decisionActions = [
  "decide",
  "undo",
  "withdraw",
  "resubmit",
  "pin",
  "unpin",
  "check-quote",
  "archive",
  "appeal",
  "answer-appeal",
  "lock",
  "unlock",
  "edit-claim",
  "split-claim",
  "merge-claim",
  "resolve",
  "move-claim",
  "decide-proposal",
  "make-claim",
  "edit-essay",
  "edit-text",
  "place-passage",
  "translate-claim",
  "grade",
  "ban",
  "unban",
  "ban-hold",
  "ban-release",
  "role",
  "settings",
] as const;
export const webhookEvents = ["claim.made", "contribution.attached", "decision.made", "resolution.changed"] as const;
/** How a claim's passage was found in its essay's newest text; `placed`: by a moderator's own hand. */
export const anchorings = ["exact", "changed", "placed", "orphaned"] as const;
export const proposalStates = ["waiting", "accepted", "merged", "declined", "withdrawn"] as const;
/** What a curator can find a claim to be, from one end of the scale to the other, and that it can't be told. */
export const resolutionOutcomes = ["true", "mostly-true", "mixed", "mostly-false", "false", "cannot-be-told"] as const;
