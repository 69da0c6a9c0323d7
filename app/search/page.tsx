import type { Metadata } from "next";
import { connection } from "next/server";
import { Suspense } from "react";
import { SearchHelp } from "@/components/search/help";
import { HowFound } from "@/components/search/how-found";
import { Results } from "@/components/search/results";
import { SearchForm } from "@/components/search/search-form";
import { listEssays } from "@/lib/essays/queries";
import { paths } from "@/lib/paths";
import { search } from "@/lib/search/queries";
import { bounds, type SearchKind, searchKinds, shownBefore } from "@/lib/search/search";
import { strangerCtx } from "@/lib/web/ctx";
import { one, type Query } from "@/lib/web/pages";

export const metadata: Metadata = { title: "Search", robots: { index: false } };

export default function Page({ searchParams }: { searchParams: Query }) {
  return (
    <div className="narrow">
      <h1>Search</h1>
      <Suspense>
        <Found searchParams={searchParams} />
      </Suspense>
    </div>
  );
}

type Asked = { q: string; essay: string | undefined; kind: SearchKind | undefined };

async function Found({ searchParams }: { searchParams: Query }) {
  const query = await searchParams;
  const asked: Asked = {
    q: one(query.q) ?? "",
    essay: one(query.essay),
    kind: searchKinds.find((kind) => kind === one(query.kind)),
  };
  const cursor = one(query.cursor);
  await connection();
  const ctx = await strangerCtx();
  const found = await search(ctx, { ...asked, cursor });
  const { items, nextCursor } = found;
  const near = items.length === 0 && !cursor ? await search(ctx, { ...asked, match: "any" }) : null;
  const essays = await listEssays(ctx);
  const several = essays.length > 1;
  return (
    <>
      <SearchForm {...asked} essays={essays} />
      <HowFound found={found} />
      {items.length > 0 && <Results items={items} nameEssays={several} start={shownBefore(cursor) + 1} />}
      {nextCursor && (
        <a href={paths.search(asked.q, { essay: asked.essay, kind: asked.kind, cursor: nextCursor })}>Show more</a>
      )}
      {asked.q.trim() === "" ? (
        <SearchHelp />
      ) : (
        items.length === 0 && (
          <>
            <Nothing asked={asked} near={near?.items.length ?? 0} />
            {near && <Results items={near.items.slice(0, bounds.page / 2)} nameEssays={several} />}
          </>
        )
      )}
    </>
  );
}

/** As much as says which search it was. */
const beginning = (q: string) => (q.length > 100 ? `${q.slice(0, 100).replace(/\s+\S*$/, "")}…` : q);

function Nothing({ asked, near }: { asked: Asked; near: number }) {
  const narrowed = asked.kind !== undefined || asked.essay !== undefined;
  return (
    <div role="status">
      <p>
        Nothing has all of <b>{beginning(asked.q)}</b>
        {narrowed && (
          <>
            {" "}
            among what you chose. <a href={paths.search(asked.q)}>Search everything</a>
          </>
        )}
        .
      </p>
      {near > 0 ? (
        <h2>What has some of it</h2>
      ) : (
        <>
          <p>Try fewer words, or only how a word begins.</p>
          <SearchHelp />
        </>
      )}
    </div>
  );
}
