import type { Metadata } from "next";
import { connection } from "next/server";
import { Suspense } from "react";
import { DeskNav } from "@/components/moderation/desk-nav";
import { LogFilter } from "@/components/moderation/log-filter";
import { LogList } from "@/components/moderation/log-list";
import type { LogFilters } from "@/lib/curation/log";
import { allReasons, publicLog } from "@/lib/curation/queries";
import { listEssays } from "@/lib/essays/queries";
import { paths } from "@/lib/paths";
import { requestCtx, strangerCtx } from "@/lib/web/ctx";
import { logFiltersIn } from "@/lib/web/log-feeds";
import { one, orNotFound, type Query } from "@/lib/web/pages";

type Props = { searchParams: Query };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const filters = await chosen(searchParams).catch(() => ({}));
  return {
    title: "The moderation log",
    description: "Every decision about evidence, rebuttals and claims, with its reason.",
    alternates: {
      types: {
        "application/atom+xml": [{ url: paths.logFeed("atom", filters), title: "The moderation log" }],
        "text/csv": [{ url: paths.logFeed("csv", filters), title: "The moderation log, as a table" }],
      },
    },
  };
}

export default function Page(props: Props) {
  return (
    <div className="narrow">
      <h1>The moderation log</h1>
      <p>
        Every decision stands here with its reason, what was before it and what after. Nothing is taken out: an undo is
        a line of its own.
      </p>
      <Suspense>
        <Nav />
        <Log {...props} />
      </Suspense>
    </div>
  );
}

async function Nav() {
  return <DeskNav role={(await requestCtx()).viewer?.role} here={paths.log} />;
}

async function chosen(searchParams: Query): Promise<LogFilters> {
  const query = await searchParams;
  return logFiltersIn(Object.entries(query).map(([name, value]) => [name, one(value) ?? ""]));
}

async function Log({ searchParams }: Props) {
  await connection();
  const ctx = await strangerCtx();
  const filters = await orNotFound(chosen(searchParams));
  const { items, nextCursor } = await orNotFound(publicLog(ctx, filters, one((await searchParams).cursor) ?? null));
  const { reject, remove } = await allReasons(ctx);
  const reasons = [...new Map([...remove, ...reject].map((reason) => [reason.code, reason])).values()];
  const narrowed = Object.values(filters).some(Boolean);
  const { contribution, claim, person } = filters;
  return (
    <>
      {(contribution ?? claim ?? person) && (
        <p className="quiet">
          Only what is about {contribution ? "one contribution" : claim ? "one claim" : person}.{" "}
          <a href={paths.log}>See all</a>
        </p>
      )}
      <LogFilter chosen={filters} essays={await listEssays(ctx)} reasons={reasons} />
      {items.length > 0 ? (
        <LogList items={items} />
      ) : (
        <p>{nextCursor ? "Nothing of this kind was decided lately." : nothing(narrowed)}</p>
      )}
      {nextCursor && <a href={paths.logPage({ ...filters, cursor: nextCursor })}>Show older</a>}
      <p className="quiet">
        To take with you: <a href={paths.logFeed("csv", filters)}>as a table</a> (CSV) or{" "}
        <a href={paths.logFeed("atom", filters)}>as a feed</a> (Atom)
        {narrowed && ", narrowed as above"}.
      </p>
    </>
  );
}

const nothing = (narrowed: boolean) =>
  narrowed ? "Nothing of this kind was decided yet." : "Nothing was decided yet. The first decision will stand here.";
