import type { Metadata } from "next";
import { permanentRedirect } from "next/navigation";
import { ClaimPage } from "@/components/claims/claim-page";
import { languageLinks } from "@/lib/essays/languages";
import { paths } from "@/lib/paths";
import { claimData } from "@/lib/sharing/structured-data";
import { sharedMetadata } from "@/lib/web/metadata";
import { pause } from "@/lib/web/pause";
import { orNotFound, placeholder, readAsStranger } from "@/lib/web/reading";
import { siteOrigin } from "@/lib/web/site";
import { claimView } from "@/lib/web/views";
import { attachContribution, rateContribution, voteOnClaim } from "../../actions";

type Props = { params: Promise<{ id: string; slug: string; view: string }> };

export const generateStaticParams = () => [{ id: placeholder, slug: placeholder, view: placeholder }];

async function load(id: string, view: string) {
  "use cache";
  return readAsStranger("claim", id, view);
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, view } = await params;
  const found = await load(id, view);
  if (!found) return {};
  const { claim, earlier } = found;
  const { agree, unsure, disagree, total } = claim.tally;
  return sharedMetadata({
    kind: "c",
    id: claim.id,
    path: paths.claim(claim),
    title: earlier?.statement ?? claim.statement,
    description: `“${claim.quote.exact}” Agree ${agree}, unsure ${unsure}, disagree ${disagree}, N = ${total}. ${claim.essay.title}`,
    languages: languageLinks(
      { language: claim.language, original: !claim.translated, path: paths.claim(claim) },
      claim.translations,
    ),
    feed: { path: paths.feedOfClaim(claim.id), title: "What is attached to this claim" },
  });
}

export default async function Page({ params }: Props) {
  const { id, slug, view } = await params;
  const found = orNotFound(await load(id, view));
  const { claim, earlier, sides } = found;
  if (id !== claim.id || decodeURIComponent(slug) !== claim.slug) {
    permanentRedirect(earlier && id === claim.id ? paths.wording(claim, earlier.number) : paths.claim(claim));
  }
  const site = siteOrigin(null);
  const toAddress = (path: string) => site + path;
  // Of an earlier wording programs learn nothing: the address that they keep is that of the claim as it stands.
  const data = earlier ? null : claimData(claim, [...sides.supports.items, ...sides.contradicts.items], toAddress);
  return (
    <>
      {data && <script type="application/ld+json">{JSON.stringify(data)}</script>}
      <ClaimPage
        {...found}
        view={claimView(view)}
        site={site}
        pause={pause}
        actions={{ vote: voteOnClaim, rate: rateContribution, attach: attachContribution }}
      />
    </>
  );
}
