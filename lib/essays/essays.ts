import type { ListedClaim } from "@/lib/claims/claims";

export type EssaySummary = {
  id: string;
  slug: string;
  title: string;
  author: string | null;
  url: string | null;
  counts: { claims: number; evidence: number; rebuttals: number; unargued: number; votes: number };
};

/** An essay with its sections, and the claims on this page of it in the order that was asked for. */
export type Essay = EssaySummary & {
  /** Whether it can be read in full here. */
  hasText: boolean;
  sections: { position: number; title: string }[];
  claims: { items: ListedClaim[]; nextCursor: string | null };
};
