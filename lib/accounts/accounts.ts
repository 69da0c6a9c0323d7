import { roles } from "@/db/words";
import type { ClaimLink } from "@/lib/claims/claims";
import type { ContributionKind, Stance, State } from "@/lib/contributions/contributions";

export { roles };
export type Role = (typeof roles)[number];

/** Whether `role` holds all that `needed` may do. */
export const holds = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);

/** The signed-in person on whose behalf something is read or written. */
export type Viewer = {
  rowId: number;
  id: string;
  name: string;
  role: Role;
  /** The one essay that a curator looks after, by row id; null for whoever isn't limited to one. */
  curates: number | null;
  banned: boolean;
  /** Until when and why, while they are banned; null for whoever isn't, or where nobody looked. */
  ban?: { until: Date | null; reason: string | null } | null;
  /** The session it came with; null where it came with none. */
  session: string | null;
  /** A `read` token may not write. */
  scope: "read" | "write";
  /** It came with a token: a program sent it, not the person themself. */
  byToken?: boolean;
};

/** Ways of signing in beside name and password, as the table of identities names them. */
export const providers = ["github", "google", "oidc"] as const;
export type Provider = (typeof providers)[number];

export const providerLabels: Record<Provider, string> = {
  github: "GitHub",
  google: "Google",
  oidc: "OpenID Connect",
};

/** A session that nobody used for so long has ended. Every use begins the time anew. */
export const sessionLifetime = 30 * 24 * 60 * 60 * 1000;

/** What a ban, its lifting and a change of role keep for an undo to put back; instants in ms. */
export type BanBefore = {
  bannedAt: number | null;
  bannedUntil: number | null;
  banReason: string | null;
  banHides: boolean;
};
export type RoleBefore = { role: Role; curates: number | null };

export type BanState = { bannedAt: Date | null; bannedUntil: Date | null };

/** Whether a ban is in force at `now`. */
export const isBanned = ({ bannedAt, bannedUntil }: BanState, now: Date): boolean =>
  bannedAt !== null && (bannedUntil === null || bannedUntil > now);

/** What a person attached, as their profile lists it. */
export type Attached = {
  id: string;
  kind: ContributionKind;
  stance: Stance;
  state: State;
  /** The beginning of what they wrote. */
  text: string;
  sourceTitle: string | null;
  claim: ClaimLink;
  createdAt: Date;
};

/** An account, as the page of people lists it. */
export type ListedAccount = {
  id: string;
  name: string;
  role: Role;
  /** The one essay that they look after as a curator; null for all of them. */
  curates: { slug: string; title: string } | null;
  createdAt: Date;
  banned: { until: Date | null; reason: string | null; hides: boolean } | null;
  /** What the viewer may do to them. */
  mayBan: boolean;
  mayGrant: boolean;
};
