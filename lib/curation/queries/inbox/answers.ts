import { eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { accounts, claims, contributions, revisions } from "@/db/schema";
import { countedStates } from "@/lib/contributions/contributions";
import { paths } from "@/lib/paths";
import { claimLink, type Kind, type Matter, ownAbout, saying } from "./kind";

/** What others attached in answer to what one attached, from when everybody could see it, and while it counts. */
export const answered: Kind = {
  // A merge can have brought it below somebody else's since: then it answers nothing of the reader's any more.
  events: (account, when) => sql`
    select a.row_id as rowId, a.id as id, a.shown_at as at
    from contributions a join contributions own on own.row_id = a.parent and own.author = ${account}
    where a.answers_to = ${account} and ${when(sql`a.shown_at`, sql`a.id`)}
      and +a.state in (select value from json_each(${JSON.stringify(countedStates)}))
    order by a.shown_at desc, a.id desc`,

  async read(ctx, rowIds) {
    const own = alias(contributions, "own");
    const rows = await ctx.db
      .select({
        answer: contributions,
        text: sql<string>`(select substr(text, 1, 280) from ${revisions} where contribution = ${contributions.rowId} and number = ${contributions.revision})`,
        by: { name: accounts.name, deletedAt: accounts.deletedAt },
        own,
        says: saying(own),
        claim: claimLink,
      })
      .from(contributions)
      .innerJoin(own, eq(own.rowId, contributions.parent))
      .innerJoin(accounts, eq(accounts.rowId, contributions.author))
      .innerJoin(claims, eq(claims.rowId, contributions.claim))
      .where(inArray(contributions.rowId, rowIds));
    return new Map(
      rows.map(({ answer, text, by, own, says, claim }): [number, Matter] => [
        answer.rowId,
        {
          type: "answer",
          about: ownAbout(own, says),
          claim,
          answer: {
            id: answer.id,
            kind: answer.kind,
            url: paths.contribution(answer),
            by: by.deletedAt ? null : by.name,
            text,
          },
        },
      ]),
    );
  },
};
