import { lockInForce } from "@/lib/policy/policy";
import { type HoldRule, hold } from "./rule";

/** Of the lock that takes nothing at all from members, the policy takes care. An edit can say what a new rebuttal would, and is held too. */
export const claimLocked: HoldRule = {
  code: "claim-locked",
  judge: (ctx, { claim }) => (lockInForce(claim, ctx.now) === "hold-new" ? hold() : undefined),
};
