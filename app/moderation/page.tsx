import type { Metadata } from "next";
import { Suspense } from "react";
import { SignedOut } from "@/components/accounts/signed-out";
import { LogList } from "@/components/moderation/log-list";
import { QueueItemView } from "@/components/moderation/queue-item";
import { publicLog, queue } from "@/lib/curation/queries";
import { filtersFrom } from "@/lib/curation/queue";
import { paths } from "@/lib/paths";
import { requestCtx } from "@/lib/web/ctx";
import { one, orNotFound, type Query } from "@/lib/web/pages";
import { archiveAction, checkQuoteAction, decideAction } from "./actions";

export const metadata: Metadata = { title: "What waits for curators", robots: { index: false } };

export default function Page({ searchParams }: { searchParams: Query }) {
  return (
    <>
      <h1>What waits for curators</h1>
      <Suspense>
        <Waiting searchParams={searchParams} />
      </Suspense>
    </>
  );
}

async function Waiting({ searchParams }: { searchParams: Query }) {
  const query = await searchParams;
  const filters = filtersFrom(query);
  const here = paths.queue(filters);
  const ctx = await requestCtx();
  if (!ctx.viewer) return <SignedOut next={here} />;
  const { items, nextCursor } = await orNotFound(queue(ctx, filters, one(query.cursor) ?? null));
  const lately = items.length === 0 ? (await publicLog(ctx)).items.slice(0, 5) : [];
  return (
    <>
      {items.map((item) => (
        <QueueItemView
          key={item.contribution.id}
          item={item}
          action={decideAction}
          source={{ checkQuote: checkQuoteAction, archive: archiveAction }}
          next={here}
        />
      ))}
      {items.length === 0 && <p>Nothing waits.</p>}
      {lately.length > 0 && (
        <section>
          <h2>Decided lately</h2>
          <LogList items={lately} />
        </section>
      )}
      {nextCursor && <a href={paths.queue({ ...filters, cursor: nextCursor })}>Show more</a>}
    </>
  );
}
