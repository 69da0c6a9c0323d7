import type { flagOutcomes } from "@/db/words";
import { ruleWords } from "./holding/words";

/** What Moot comes with, by code. An admin relabels, adds and retires: what can be chosen is `reasonChoices` (queries). */
export const rejectReasons = {
  "off-topic": "It doesn't bear on this claim",
  misrepresents: "The source doesn't say this",
  unreliable: "The source can't be relied on",
  "no-source": "There is no source",
  "not-evidence": "It is an opinion, not evidence",
  uncivil: "It attacks a person instead of the argument",
  spam: "It is spam",
  other: "Something else",
} as const;

const removeReasons = {
  legal: "The law forbids it",
  spam: "It is spam",
  privacy: "It exposes somebody's private matters",
  abuse: "It threatens or abuses somebody",
} as const;

/** Why no claim is made of what a member proposed. */
export const declineReasons = {
  "not-said": "The passage doesn't say this",
  several: "It is more than one proposition",
  "not-alone": "It can't be understood by itself",
  "not-arguable": "It is no proposition that people could argue about",
  uncivil: "It attacks a person",
  spam: "It is spam",
  other: "Something else",
} as const;
export type DeclineReason = keyof typeof declineReasons;
export const declineReasonCodes = Object.keys(declineReasons) as DeclineReason[];

/** The lists of reasons that an admin can edit, and what is decided with each. */
export const reasonLists = ["reject", "remove"] as const;
export type ReasonList = (typeof reasonLists)[number];
export const defaultReasons: Record<ReasonList, Record<string, string>> = {
  reject: rejectReasons,
  remove: removeReasons,
};
export const isReasonList = (list: string): list is ReasonList => reasonLists.some((known) => known === list);
/** A reason of a list, retired or not. */
export type ListedReason = { code: string; label: string; retired: boolean; retiredAt: Date | null };
export type ReasonChoice = { code: string; label: string };
export type ReasonChoices = Record<ReasonList, ReasonChoice[]>;

/** Why a rule held a new contribution back. */
export const holdReasons: Record<string, string> = {
  ...Object.fromEntries(Object.entries(ruleWords).flatMap(([code, { held }]) => (held === null ? [] : [[code, held]]))),
  "author-banned": "Its author is banned for now",
};

/** Why a reader says that a curator should look at something. */
export const flagReasons = {
  "off-topic": "It doesn't bear on the claim",
  misquotes: "It misquotes its source or says what the source doesn't",
  spam: "It is spam",
  uncivil: "It attacks a person instead of the argument",
  illegal: "It breaks the law or exposes somebody",
  other: "Something else",
} as const;
export type FlagReason = keyof typeof flagReasons;
export const flagReasonCodes = Object.keys(flagReasons) as FlagReason[];
/** What somebody sees before they flag something. */
export type Flagging = {
  own: { reason: FlagReason; text: string; at: Date } | null;
  decided: { reason: FlagReason; outcome: FlagOutcome; log: string }[];
};
export type FlagOutcome = (typeof flagOutcomes)[number];

export type Reason = { code: string | null; text: string | null };
/** A reason as it is read: `label` is the code's sentence, as an admin words it now. */
export type GivenReason = Reason & { label: string | null };

/**
 * A state's reason as it is read; null where none was given. `worded` is the label from the table of reasons, which goes
 * before the one that Moot comes with.
 */
export function givenReason(state: string | null, { code, text }: Reason, worded: string | null): GivenReason | null {
  if (code === null && text === null) return null;
  const labels: Record<string, string> =
    state === "removed" ? removeReasons : state === "declined" ? declineReasons : { ...rejectReasons, ...holdReasons };
  const known = code !== null && Object.hasOwn(labels, code) ? (labels[code] ?? null) : null;
  return { code, text, label: worded ?? known };
}

export const reasonTextLimit = 2000;

/** How many flags of one person can wait at once. */
export const openFlagsAtMost = 100;
