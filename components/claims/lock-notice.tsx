import { Notice } from "@/components/ui/notice";
import { When } from "@/components/ui/when";
import type { Claim } from "@/lib/claims/claims";

/** Says that a claim is locked, how far, why and until when. */
export function LockNotice({ claim }: { claim: Pick<Claim, "locked" | "lockReason" | "lockedUntil"> }) {
  if (claim.locked === "open") return null;
  return (
    <Notice>
      {claim.locked === "hold-new"
        ? "What is attached to this claim waits for a curator before others see it."
        : "This claim is locked: only curators attach to it for now. Votes still count."}
      {claim.lockReason && ` ${claim.lockReason}`}
      {claim.lockedUntil && (
        <>
          {" "}
          Until <When at={claim.lockedUntil} />.
        </>
      )}
    </Notice>
  );
}
