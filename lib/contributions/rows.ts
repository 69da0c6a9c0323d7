import { and, eq, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { type Given, kept } from "@/db/kept";
import { accounts, contributions, revisions } from "@/db/schema";
import type { Viewer } from "@/lib/accounts/accounts";
import { grades, type SourceGrade } from "@/lib/curation/grades";
import { wordedReason } from "@/lib/curation/queries/reasons";
import { givenReason } from "@/lib/curation/reasons";
import type { Body } from "@/lib/rich-text/document";
import type { Contribution } from "./contributions";
import { isVisible } from "./visibility";

export const currentRevision = and(
  eq(revisions.contribution, contributions.rowId),
  eq(revisions.number, contributions.revision),
);
/** The essay that a contribution belongs to, by row id. */
export const essayOf = sql<number>`(select k.essay from claims k where k.row_id = contributions.claim)`;

/** The grade of the source's domain, or of the nearest one above it that has one: `mixed example.org`. */
const gradeOf = sql<string | null>`(
  with recursive above(domain) as (
    select contributions.source_domain
    union all select substr(domain, instr(domain, '.') + 1) from above where instr(domain, '.') > 0
  ) select g.grade || ' ' || g.domain from above join source_grades g on g.domain = above.domain
  order by length(g.domain) desc limit 1)`;

const ofContribution = {
  rowId: contributions.rowId,
  id: contributions.id,
  kind: contributions.kind,
  stance: contributions.stance,
  state: contributions.state,
  stateReasonCode: contributions.stateReasonCode,
  stateReasonText: contributions.stateReasonText,
  author: contributions.author,
  depth: contributions.depth,
  answers: contributions.answers,
  pinnedAt: contributions.pinnedAt,
  convincing: contributions.convincing,
  unconvincing: contributions.unconvincing,
  revision: contributions.revision,
  version: contributions.version,
  createdAt: contributions.createdAt,
  editedAt: contributions.editedAt,
  sourceDomain: contributions.sourceDomain,
  quoteCheck: contributions.quoteCheck,
  archiveUrl: contributions.archiveUrl,
  deadSince: contributions.deadSince,
  sourceChangedAt: contributions.sourceChangedAt,
};
const ofSource = {
  sourceUrl: revisions.sourceUrl,
  sourceCitation: revisions.sourceCitation,
  sourceTitle: revisions.sourceTitle,
  sourceAuthor: revisions.sourceAuthor,
  sourcePublisher: revisions.sourcePublisher,
  sourceDate: revisions.sourceDate,
  sourceType: revisions.sourceType,
  sourceExcerpt: revisions.sourceExcerpt,
};

/** No more than is shown: each cell takes its time, and what is not here, the plain text above all, is as much again. */
export const columns = {
  contribution: ofContribution,
  essay: essayOf,
  grade: gradeOf,
  revision: { body: revisions.body, ...ofSource },
  author: { id: accounts.id, name: accounts.name, deletedAt: accounts.deletedAt },
  worded: wordedReason(contributions.state, contributions.stateReasonCode),
  appealed: sql<number>`exists (
    select 1 from appeals a where a.contribution = contributions.row_id and a.state = 'open')`,
};

const rowsAmong = kept((db, { rowIds }: Given<{ rowIds: string }>) =>
  db
    .select(columns)
    .from(contributions)
    .innerJoin(revisions, currentRevision)
    .innerJoin(accounts, eq(accounts.rowId, contributions.author))
    .where(sql`${contributions.rowId} in (select value from json_each(${rowIds}))`),
);

/** Contributions with their current wording and author, in no order: what {@link shown} takes. */
export const rowsById = async (db: Queryable, rowIds: number[]): Promise<Row[]> =>
  rowIds.length === 0 ? [] : rowsAmong(db, { rowIds: JSON.stringify(rowIds) });

export type Row = Awaited<ReturnType<typeof rowsAmong>>[number];

/** Whether its state keeps its words from everybody. */
export const hidesText = (state: string) => state === "withdrawn" || state === "removed";

/**
 * A row as the viewer sees it. What is held can stand above something that isn't, where an undo put it back after
 * somebody had answered it: the place is shown then, the words are not.
 */
export function shown(viewer: Viewer | null, row: Row): Contribution {
  const { contribution: c, essay, author, worded, appealed } = row;
  const hidden = hidesText(c.state) || !isVisible(viewer, c, essay);
  return {
    id: c.id,
    kind: c.kind,
    stance: c.stance,
    state: c.state,
    stateReason: givenReason(c.state, { code: c.stateReasonCode, text: c.stateReasonText }, worded),
    appealOpen: appealed === 1,
    body: hidden ? null : wordsOf(row).body,
    source: hidden ? null : wordsOf(row).source,
    rating: { convincing: c.convincing, unconvincing: c.unconvincing },
    pinned: c.pinnedAt !== null,
    answers: c.answers,
    author: authorOf(author),
    createdAt: c.createdAt,
    editedAt: c.editedAt,
    revision: c.revision,
    version: c.version,
    depth: c.depth,
  };
}

/** What somebody wrote, and its source, whether its state hides them or not: for whoever may read it all the same. */
export function wordsOf({ contribution: c, grade, revision }: Row): Pick<Contribution, "body" | "source"> {
  const source =
    c.kind === "evidence"
      ? {
          ...sourceOf(revision),
          domain: c.sourceDomain,
          grade: gradeFrom(grade),
          quoteCheck: revision.sourceExcerpt === null ? null : c.quoteCheck,
          archiveUrl: c.archiveUrl,
          deadSince: c.deadSince,
          changedAt: c.sourceChangedAt,
        }
      : null;
  return { body: revision.body as Body, source };
}

function gradeFrom(text: string | null): SourceGrade | null {
  const [word, domain] = text?.split(" ") ?? [];
  const grade = grades.find((one) => one === word);
  return grade && domain ? { grade, domain } : null;
}

export const authorOf = (account: { id: string; name: string; deletedAt: Date | null }) => ({
  id: account.id,
  name: account.deletedAt ? null : account.name,
});

export const sourceOf = (revision: Omit<Row["revision"], "body">) => ({
  url: revision.sourceUrl,
  citation: revision.sourceCitation,
  title: revision.sourceTitle,
  author: revision.sourceAuthor,
  publisher: revision.sourcePublisher,
  date: revision.sourceDate,
  type: revision.sourceType,
  excerpt: revision.sourceExcerpt,
});
