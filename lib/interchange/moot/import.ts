import { type Ctx, inTransaction } from "@/lib/ctx";
import { authorize } from "@/lib/policy/policy";
import type { Made, Progress } from "../interchange";
import type { MootJson } from "./format";
import { insertClaims } from "./import/claims";
import { insertContributions } from "./import/contributions";
import { insertDecisions } from "./import/decisions";
import { refuseTakenSlug } from "./import/essay";
import { idsFor } from "./import/ids";
import { insertOpinions } from "./import/opinions";
import { importPeople } from "./import/people";
import { insertResolutions } from "./import/resolutions";
import { bringUpToDate } from "./import/up-to-date";

/** Brings a checked document in, all or nothing. */
export const importMootJson = (ctx: Ctx, document: MootJson, progress: Progress = () => {}): Promise<Made> =>
  inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "essay.import");
    const { slug } = document.essay;
    await refuseTakenSlug(ctx, slug);
    const people = await importPeople(ctx, document);
    const ids = await idsFor(ctx, document);
    const claimRows = await insertClaims(ctx, document, people, ids, progress);
    const contributionRows = await insertContributions(ctx, document, people, ids, claimRows.rowIds, progress);
    const decisionRows = await insertDecisions(ctx, document, ids, viewer, {
      essay: claimRows.essay,
      claims: claimRows.rowIds,
      contributions: contributionRows,
    });
    await insertResolutions(ctx, document, {
      claims: claimRows.rowIds,
      contributions: contributionRows,
      decisions: decisionRows,
    });
    const votes = await insertOpinions(ctx, "votes", document.votes, claimRows.rowIds, decisionRows, people, progress);
    const ratings = await insertOpinions(
      ctx,
      "ratings",
      document.ratings,
      contributionRows,
      decisionRows,
      people,
      progress,
    );
    await bringUpToDate(ctx, document, claimRows.rowIds, contributionRows, progress);
    ctx.touched.add("essays").add("log");
    const evidence = document.contributions.filter((one) => one.kind === "evidence").length;
    return {
      slug,
      claims: document.claims.length,
      evidence,
      rebuttals: document.contributions.length - evidence,
      votes,
      ratings,
      decisions: document.decisions.length,
      people: document.people.length,
      renamed: people.renamed,
      newIds: ids.changed,
    };
  });
