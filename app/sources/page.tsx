import type { Metadata } from "next";
import { Suspense } from "react";
import { DeskNav } from "@/components/moderation/desk-nav";
import { SitesFilter } from "@/components/sources/sites-filter";
import { SitesList } from "@/components/sources/sites-list";
import { grades } from "@/lib/curation/grades";
import { gradedSites } from "@/lib/curation/queries";
import { ownedDomain } from "@/lib/links/domain";
import { paths } from "@/lib/paths";
import { requestCtx } from "@/lib/web/ctx";
import { one, type Query } from "@/lib/web/pages";

export const metadata: Metadata = {
  title: "Sources",
  description: "What this Moot makes of the sites that evidence comes from, and why.",
};

export default function Page({ searchParams }: { searchParams: Query }) {
  return (
    <div className="narrow">
      <h1>Sources</h1>
      <p>
        What is made here of the sites that evidence comes from, with the reason. A grade holds for a site and those
        below it. It decides nothing by itself: each piece of evidence is looked at, but that nothing new is taken from
        a banned site.
      </p>
      <Suspense>
        <Sites searchParams={searchParams} />
      </Suspense>
    </div>
  );
}

async function Sites({ searchParams }: { searchParams: Query }) {
  const query = await searchParams;
  const q = (one(query.q) ?? "").slice(0, 400);
  const grade = grades.find((known) => known === one(query.grade));
  const ctx = await requestCtx();
  // Somebody may paste the whole address of a page.
  const site = ownedDomain(q);
  const { items, nextCursor } = await gradedSites(ctx, { q: site ?? q, grade, cursor: one(query.cursor) });
  return (
    <>
      <DeskNav role={ctx.viewer?.role} here={paths.sources()} />
      <SitesFilter q={q} grade={grade} />
      <SitesList sites={items} />
      {nextCursor && <a href={paths.sources(q, { grade, cursor: nextCursor })}>Show more</a>}
      {items.length === 0 && (
        <p role="status">{q || grade ? "No graded site is like that." : "No site is graded yet."}</p>
      )}
      {site && !items.some(({ domain }) => domain === site) && (
        <p>
          See what came from <a href={paths.source(site)}>{site}</a>.
        </p>
      )}
    </>
  );
}
