import type { State } from "@/lib/contributions/contributions";

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

export const removeReasons = {
  legal: "The law forbids it",
  spam: "It is spam",
  privacy: "It exposes somebody's private matters",
  abuse: "It threatens or abuses somebody",
} as const;

/** Why a rule held a new contribution back. */
export const holdReasons = {
  "new-account": "It is among the first from a new account",
  "claim-locked": "The claim is locked: new contributions wait for a curator",
  "blocked-domain": "Its source is on a site that is blocked here",
} as const;

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

export type Reason = { code: string | null; text: string | null };

/** The sentence for a state's reason, from its code; null where the code is unknown or there is none. */
export function reasonLabel(state: State | null, code: string | null): string | null {
  const labels: Record<string, string> = state === "removed" ? removeReasons : { ...rejectReasons, ...holdReasons };
  return code === null ? null : (labels[code] ?? null);
}

export const reasonTextLimit = 2000;
