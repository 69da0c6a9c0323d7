import type { ListedClaim } from "@/lib/claims/claims";
import type { Translation } from "./languages";

export type EssaySummary = {
  id: string;
  slug: string;
  title: string;
  author: string | null;
  url: string | null;
  language: string;
  counts: { claims: number; evidence: number; rebuttals: number; unargued: number; votes: number };
};

/** An essay by itself: what stands at the head of its pages. */
export type EssayAlone = EssaySummary & {
  /** Whether it is a translation of another essay. */
  translated: boolean;
  /** Where it is in other languages. */
  translations: Translation[];
};

/** An essay with its sections, and the claims on this page of it in the order that was asked for. */
export type Essay = EssayAlone & {
  /** Whether it can be read in full here. */
  hasText: boolean;
  sections: { position: number; title: string }[];
  claims: { items: ListedClaim[]; nextCursor: string | null };
};
