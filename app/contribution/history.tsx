import { permanentRedirect } from "next/navigation";
import { HistoryPage } from "@/components/contributions/history-page";
import type { ContributionKind } from "@/lib/contributions/contributions";
import { historyPage } from "@/lib/insight/history-page";
import { paths } from "@/lib/paths";
import { orNotFound, placeholder, readAsStranger } from "@/lib/web/reading";

async function load(id: string) {
  "use cache";
  if (id === placeholder) return null;
  return readAsStranger(
    (ctx) => historyPage(ctx, id),
    ({ contribution }) => [`claim:${contribution.claim.id}`],
  );
}

export async function HistoryRoute({ kind, id }: { kind: ContributionKind; id: string }) {
  const found = orNotFound(await load(id));
  if (found.contribution.kind !== kind) permanentRedirect(paths.history(found.contribution));
  return <HistoryPage {...found} />;
}
