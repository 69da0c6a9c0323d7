import type { Metadata } from "next";
import { permanentRedirect } from "next/navigation";
import { ClaimPage } from "@/components/claims/claim-page";
import { claimPage } from "@/lib/insight/claim-page";
import { paths } from "@/lib/paths";
import { orNotFound, placeholder, readAsStranger } from "@/lib/web/reading";
import { claimView } from "@/lib/web/views";
import { attachContribution, rateContribution, voteOnClaim } from "../../actions";

type Props = { params: Promise<{ id: string; slug: string; view: string }> };

export const generateStaticParams = () => [{ id: placeholder, slug: placeholder, view: placeholder }];

async function load(id: string, view: string) {
  "use cache";
  if (id === placeholder) return null;
  return readAsStranger(
    (ctx) => claimPage(ctx, id, claimView(view)),
    // Where it went into another one, also its own: an undo lets it stand here again.
    ({ claim }) => [`claim:${claim.id}`, `claim:${id}`],
  );
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, view } = await params;
  const found = await load(id, view);
  if (!found) return {};
  const { claim, earlier } = found;
  const description = `“${claim.quote.exact}” ${claim.tally.total} votes. ${claim.essay.title}`;
  return { title: earlier?.statement ?? claim.statement, description, alternates: { canonical: paths.claim(claim) } };
}

export default async function Page({ params }: Props) {
  const { id, slug, view } = await params;
  const found = orNotFound(await load(id, view));
  const { claim, earlier } = found;
  if (id !== claim.id || decodeURIComponent(slug) !== claim.slug) {
    permanentRedirect(earlier && id === claim.id ? paths.wording(claim, earlier.number) : paths.claim(claim));
  }
  return (
    <ClaimPage
      {...found}
      view={claimView(view)}
      actions={{ vote: voteOnClaim, rate: rateContribution, attach: attachContribution }}
    />
  );
}
