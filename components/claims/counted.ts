import type { Counts } from "@/lib/claims/claims";

/** What stands under a claim, in words. */
export function counted({ supporting, contradicting, rebuttals }: Counts): string {
  if (supporting + contradicting + rebuttals === 0) return "not argued yet";
  const parts = [`${supporting} for`, `${contradicting} against`];
  if (rebuttals > 0) parts.push(rebuttals === 1 ? "1 rebuttal" : `${rebuttals} rebuttals`);
  return parts.join(", ");
}
