import type { Metadata } from "next";
import { permanentRedirect } from "next/navigation";
import { ClaimPage } from "@/components/claims/claim-page";
import { claimPage } from "@/lib/insight/claim-page";
import { paths } from "@/lib/paths";
import { orNotFound, placeholder, readAsStranger } from "@/lib/web/reading";
import { argumentView } from "@/lib/web/views";
import { attachContribution, rateContribution, voteOnClaim } from "../../actions";

type Props = { params: Promise<{ id: string; slug: string; view: string }> };

export const generateStaticParams = () => [{ id: placeholder, slug: placeholder, view: placeholder }];

async function load(id: string, view: string) {
  "use cache";
  if (id === placeholder) return null;
  return readAsStranger(
    (ctx) => claimPage(ctx, id, argumentView(view)),
    ({ claim }) => [`claim:${claim.id}`],
  );
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, view } = await params;
  const claim = (await load(id, view))?.claim;
  if (!claim) return {};
  const description = `“${claim.quote.exact}” ${claim.tally.total} votes. ${claim.essay.title}`;
  return { title: claim.statement, description, alternates: { canonical: paths.claim(claim) } };
}

export default async function Page({ params }: Props) {
  const { id, slug, view } = await params;
  const found = orNotFound(await load(id, view));
  if (decodeURIComponent(slug) !== found.claim.slug) permanentRedirect(paths.claim(found.claim));
  return (
    <ClaimPage
      {...found}
      view={argumentView(view)}
      actions={{ vote: voteOnClaim, rate: rateContribution, attach: attachContribution }}
    />
  );
}
