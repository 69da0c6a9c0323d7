import type { Metadata } from "next";
import { connection } from "next/server";
import { Suspense } from "react";
import { LogList } from "@/components/moderation/log-list";
import { publicLog } from "@/lib/curation/queries";
import { paths } from "@/lib/paths";
import { strangerCtx } from "@/lib/web/ctx";
import { one, orNotFound, type Query } from "@/lib/web/pages";

export const metadata: Metadata = {
  title: "The moderation log",
  description: "Every decision about evidence, rebuttals and claims, with its reason.",
};

export default function Page({ searchParams }: { searchParams: Query }) {
  return (
    <div className="narrow">
      <h1>The moderation log</h1>
      <p>
        Every decision stands here with its reason, what was before it and what after. Nothing is taken out: an undo is
        a line of its own.
      </p>
      <Suspense>
        <Log searchParams={searchParams} />
      </Suspense>
    </div>
  );
}

async function Log({ searchParams }: { searchParams: Query }) {
  const query = await searchParams;
  const filters = { contribution: one(query.contribution), claim: one(query.claim) };
  const cursor = one(query.cursor) ?? null;
  const narrowed = filters.contribution ?? filters.claim;
  await connection();
  const { items, nextCursor } = await orNotFound(publicLog(await strangerCtx(), filters, cursor));
  return (
    <>
      {narrowed && (
        <p className="quiet">
          Only what is about one {filters.contribution ? "contribution" : "claim"}. <a href={paths.log}>See all</a>
        </p>
      )}
      {items.length > 0 ? (
        <LogList items={items} />
      ) : (
        <p>
          {narrowed
            ? "Nothing was decided about it yet."
            : "Nothing was decided yet. The first decision will stand here."}
        </p>
      )}
      {nextCursor && <a href={paths.logPage({ ...filters, cursor: nextCursor })}>Show older</a>}
    </>
  );
}
