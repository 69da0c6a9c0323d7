import type { Metadata } from "next";
import { permanentRedirect } from "next/navigation";
import { decideAction, pinAction } from "@/app/moderation/actions";
import { attachContribution, rateContribution } from "@/app/read/c/[id]/actions";
import { PermalinkPage } from "@/components/contributions/permalink-page";
import type { ContributionKind } from "@/lib/contributions/contributions";
import { paths } from "@/lib/paths";
import { plainText } from "@/lib/rich-text/plain-text";
import { sharedMetadata } from "@/lib/web/metadata";
import { orNotFound, readAsStranger } from "@/lib/web/reading";
import { siteOrigin } from "@/lib/web/site";
import { argumentView } from "@/lib/web/views";

async function load(id: string, view: string) {
  "use cache";
  return readAsStranger("permalink", id, view);
}

export async function permalinkMetadata(id: string, view: string): Promise<Metadata> {
  const found = await load(id, view);
  if (!found) return {};
  const { claim, contribution } = found;
  const what = contribution.kind === "rebuttal" ? "Rebuttal" : "Evidence";
  return sharedMetadata({
    kind: contribution.kind === "evidence" ? "e" : "r",
    id: contribution.id,
    path: paths.contribution(contribution),
    title: `${what}: ${claim.statement}`,
    description: contribution.body ? plainText(contribution.body).slice(0, 300) : "It was taken down.",
  });
}

/** The page of a piece of evidence or of a rebuttal; each has its own address, and the other's leads to it. */
export async function PermalinkRoute({ kind, id, view }: { kind: ContributionKind; id: string; view: string }) {
  const found = orNotFound(await load(id, view));
  if (found.mergedInto) permanentRedirect(`${paths.contribution(found.mergedInto)}#merged-${id}`);
  if (found.contribution.kind !== kind) permanentRedirect(paths.contribution(found.contribution));
  return (
    <PermalinkPage
      {...found}
      view={argumentView(view)}
      site={siteOrigin(null)}
      actions={{ rate: rateContribution, attach: attachContribution, decide: decideAction, pin: pinAction }}
    />
  );
}
