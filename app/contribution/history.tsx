import { permanentRedirect } from "next/navigation";
import { HistoryPage } from "@/components/contributions/history-page";
import type { ContributionKind } from "@/lib/contributions/contributions";
import { paths } from "@/lib/paths";
import { orNotFound, readAsStranger } from "@/lib/web/reading";
import { readings } from "@/lib/web/readings";

async function load(id: string) {
  "use cache";
  return readAsStranger(readings.history, id);
}

export async function HistoryRoute({ kind, id }: { kind: ContributionKind; id: string }) {
  const found = orNotFound(await load(id));
  if (found.contribution.kind !== kind) permanentRedirect(paths.history(found.contribution));
  return <HistoryPage {...found} />;
}
