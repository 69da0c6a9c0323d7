import type { Ctx } from "@/lib/ctx";
import { paths } from "@/lib/paths";
import { plainText } from "@/lib/rich-text/plain-text";
import { type SharedKind, stancePhrase } from "./sharing";
import { standingClaimById, standingContribution } from "./standing";

/** What a citation names, of a claim or a contribution as it stands. */
export type Cited = {
  id: string;
  title: string;
  author: string;
  within: string;
  revision: number;
  path: string;
  note: string;
};

export async function citedOf(ctx: Ctx, kind: SharedKind, id: string): Promise<Cited> {
  if (kind === "c") {
    const claim = await standingClaimById(ctx, id);
    const { agree, disagree, unsure, total } = claim.tally;
    return {
      id: claim.id,
      title: `${claim.statement} [claim, revision ${claim.version}]`,
      author: "Moot",
      within: claim.essay.title,
      revision: claim.version,
      path: paths.wording(claim, claim.version),
      note: `agree ${agree}, unsure ${unsure}, disagree ${disagree}, N = ${total}`,
    };
  }
  const { contribution: it, claim } = await standingContribution(ctx, id);
  const words = it.body === null ? "Taken down" : plainText(it.body).replace(/\s+/g, " ");
  return {
    id: it.id,
    title: `${words.length > 120 ? `${words.slice(0, 120)}…` : words} [${it.kind}, revision ${it.revision}]`,
    author: it.author.name ?? "A former member",
    within: `${stancePhrase(it.kind, it.stance)}: ${claim.statement}`,
    revision: it.revision,
    path: paths.contribution(it),
    note: `convincing ${it.rating.convincing}, unconvincing ${it.rating.unconvincing}`,
  };
}
