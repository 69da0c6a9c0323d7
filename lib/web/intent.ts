import type { Ctx } from "@/lib/ctx";
import { Refusal } from "@/lib/errors";
import { castVote } from "@/lib/votes/commands";
import { type VoteValue, voteValues } from "@/lib/votes/votes";

/** What somebody was about to do when they were asked to sign in first. */
export type Intent = { do: "vote"; claim: string; value: VoteValue };

/** `vote:<claimId>:agree` as it stands in an address or a hidden field; null for anything else. */
export function readIntent(text: unknown): Intent | null {
  const [verb, claim, value] = typeof text === "string" ? text.split(":") : [];
  const cast = voteValues.find((known) => known === value);
  return verb === "vote" && claim && /^[a-z0-9]{1,40}$/.test(claim) && cast ? { do: "vote", claim, value: cast } : null;
}

/** Does it, on behalf of whoever has just signed in. What is refused now is left: they will see it on the page. */
export async function afterSignIn(ctx: Ctx, text: unknown): Promise<void> {
  const intent = readIntent(text);
  if (intent === null || ctx.viewer === null) return;
  try {
    await castVote(ctx, intent.claim, { value: intent.value });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}
