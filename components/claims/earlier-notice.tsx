import { Notice } from "@/components/ui/notice";
import { When } from "@/components/ui/when";
import type { Claim } from "@/lib/claims/claims";
import type { EarlierWording } from "@/lib/insight/claim-page";
import { paths } from "@/lib/paths";

/** Says that the page shows a claim as it once stood, and leads to how it stands now. */
export function EarlierNotice({ claim, earlier }: { claim: Claim; earlier: EarlierWording }) {
  return (
    <Notice>
      This is how the claim read from <When at={earlier.at} /> until <When at={earlier.until} />. It reads now:{" "}
      <a href={paths.claim(claim)}>{claim.statement}</a> Votes and arguments below are as they were then, but for what
      was taken down since.
      <a href={paths.wordings(claim)}>All wordings</a>
    </Notice>
  );
}
