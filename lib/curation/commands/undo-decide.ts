import type { State } from "@/lib/contributions/contributions";
import { contributionInContext } from "@/lib/contributions/queries";
import { reopenFlags } from "../close-flags";
import type { Undoer } from "../undoer";
import { settle } from "./settle";

/** Puts back the state before the decision, its reason and the flags that it answered. */
export const undoDecide: Undoer = async (ctx, decision) => {
  if (decision.contribution === null) throw new Error("a state that is nobody's");
  const found = await contributionInContext(ctx, decision.contribution);
  await reopenFlags(ctx, decision.rowId);
  const reason = { code: decision.fromReasonCode, text: decision.fromReasonText };
  await settle(ctx, found, decision.from as State, reason);
};
