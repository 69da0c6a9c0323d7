import type { State } from "@/lib/contributions/contributions";
import { contributionInContext } from "@/lib/contributions/queries";
import { bannedAuthor, settleBan } from "../bans";
import { reopenFlags } from "../close-flags";
import type { Undoer } from "../undoer";
import { giveBack } from "./merge";
import { pinToPutBack } from "./pin";
import { settle } from "./settle";

/** Puts back the state before the decision, its reason and the flags that it answered. */
export const undoDecide: Undoer = async (ctx, decision) => {
  if (decision.contribution === null) throw new Error("a state that is nobody's");
  const found = await contributionInContext(ctx, decision.contribution);
  await reopenFlags(ctx, decision.rowId);
  if (decision.to === "merged") await giveBack(ctx, found, decision);
  const reason = { code: decision.fromReasonCode, text: decision.fromReasonText };
  const pinnedAt = await pinToPutBack(ctx, found, decision);
  await settle(ctx, found, decision.from as State, reason, { pinnedAt });
  // It may go back to being held by a ban that is over by now.
  if (reason.code === bannedAuthor) await settleBan(ctx, found.contribution.author);
};
