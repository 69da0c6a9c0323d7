import { permanentRedirect } from "next/navigation";
import { HistoryPage } from "@/components/contributions/history-page";
import type { ContributionKind } from "@/lib/contributions/contributions";
import { paths } from "@/lib/paths";
import { orNotFound, readAsStranger } from "@/lib/web/reading";

async function load(id: string, view: string) {
  "use cache";
  return readAsStranger("history", id, view);
}

export async function HistoryRoute({ kind, id, view }: { kind: ContributionKind; id: string; view: string }) {
  const found = orNotFound(await load(id, view));
  if (found.contribution.kind !== kind) permanentRedirect(paths.history(found.contribution));
  return <HistoryPage {...found} />;
}
