import { permanentRedirect } from "next/navigation";
import { HistoryPage } from "@/components/contributions/history-page";
import type { ContributionKind } from "@/lib/contributions/contributions";
import { contributionById } from "@/lib/contributions/list";
import { revisionsOf } from "@/lib/contributions/queries";
import { paths } from "@/lib/paths";
import { orNotFound, placeholder, readAsStranger } from "@/lib/web/reading";

async function load(id: string) {
  "use cache";
  if (id === placeholder) return null;
  return readAsStranger(
    async (ctx) => ({ contribution: await contributionById(ctx, id), revisions: await revisionsOf(ctx, id) }),
    ({ contribution }) => [`claim:${contribution.claim.id}`],
  );
}

export async function HistoryRoute({ kind, id }: { kind: ContributionKind; id: string }) {
  const found = orNotFound(await load(id));
  if (found.contribution.kind !== kind) permanentRedirect(paths.history(found.contribution));
  return <HistoryPage {...found} />;
}
