import { permanentRedirect } from "next/navigation";
import { ClaimHistoryPage } from "@/components/claims/claim-history-page";
import { paths } from "@/lib/paths";
import { orNotFound, placeholder, readAsStranger } from "@/lib/web/reading";

export const metadata = { title: "Wordings" };

export const generateStaticParams = () => [{ id: placeholder, slug: placeholder, view: placeholder }];

async function load(id: string, view: string) {
  "use cache";
  return readAsStranger("wordings", id, view);
}

export default async function Page({ params }: { params: Promise<{ id: string; slug: string; view: string }> }) {
  const { id, slug, view } = await params;
  const found = orNotFound(await load(id, view));
  if (id !== found.claim.id || decodeURIComponent(slug) !== found.claim.slug) {
    permanentRedirect(paths.wordings(found.claim));
  }
  return <ClaimHistoryPage {...found} />;
}
