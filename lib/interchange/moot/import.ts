import { type Ctx, inTransaction } from "@/lib/ctx";
import { authorize } from "@/lib/policy/policy";
import type { Made, Progress } from "../interchange";
import { insertClaims } from "./import/claims";
import { insertContributions } from "./import/contributions";
import { insertDecisions } from "./import/decisions";
import { refuseTakenSlug } from "./import/essay";
import { insertEssayTexts, readEssayTexts } from "./import/essay-texts";
import { idsFor } from "./import/ids";
import { insertOpinions } from "./import/opinions";
import { importPeople, namesFor, type Renamed } from "./import/people";
import { insertResolutions } from "./import/resolutions";
import { readTexts } from "./import/texts";
import { bringUpToDate } from "./import/up-to-date";
import type { Incoming } from "./incoming";

/** Brings a debate in that was checked, all or nothing. `keep` is asked at the end, and may still say no by throwing. */
export async function importMootJson(
  ctx: Ctx,
  incoming: Incoming,
  progress: Progress = () => {},
  keep: (made: Made) => Promise<void> = async () => {},
): Promise<Made> {
  const viewer = authorize(ctx, "essay.import");
  const { document, votes, ratings } = incoming;
  const texts = readTexts(document.contributions);
  const essayTexts = readEssayTexts(document);
  return inTransaction(ctx, async (ctx) => {
    await refuseTakenSlug(ctx, document.essay.slug);
    const people = await importPeople(ctx, incoming);
    const ids = await idsFor(ctx, document);
    const claims = await insertClaims(ctx, document, people, ids, progress);
    const contributions = await insertContributions(ctx, document, texts, people, ids, claims.rowIds, progress);
    const rows = { essay: claims.essay, claims: claims.rowIds, contributions };
    const decisions = await insertDecisions(ctx, document, ids, viewer, rows);
    await insertEssayTexts(ctx, document, essayTexts, rows);
    await insertResolutions(ctx, document, { ...rows, decisions });
    await insertOpinions(ctx, "votes", votes, claims.rowIds, decisions, people, progress);
    await insertOpinions(ctx, "ratings", ratings, contributions, decisions, people, progress);
    await bringUpToDate(ctx, incoming, claims.rowIds, contributions, progress);
    ctx.touched.add("essays").add("log");
    const made = madeOf(incoming, people.renamed, ids.changed);
    await keep(made);
    return made;
  });
}

/** What bringing it in would make, found by reading alone. Refuses what {@link importMootJson} would refuse. */
export async function planMootJson(ctx: Ctx, incoming: Incoming): Promise<Made> {
  authorize(ctx, "essay.import");
  const { document } = incoming;
  readTexts(document.contributions);
  readEssayTexts(document);
  await refuseTakenSlug(ctx, document.essay.slug);
  const { renamed } = await namesFor(ctx, document.people);
  return madeOf(incoming, renamed, (await idsFor(ctx, document)).changed);
}

function madeOf({ document, votes, ratings }: Incoming, renamed: Renamed[], newIds: number): Made {
  const { essay, claims, contributions, decisions, people } = document;
  const evidence = contributions.filter((one) => one.kind === "evidence").length;
  return {
    slug: essay.slug,
    claims: claims.length,
    evidence,
    rebuttals: contributions.length - evidence,
    votes: votes.changes,
    ratings: ratings.changes,
    decisions: decisions.length,
    people: people.length,
    renamed,
    newIds,
  };
}
