import type { Metadata } from "next";
import { Suspense } from "react";
import { SignedOut } from "@/components/accounts/signed-out";
import { Deck } from "@/components/moderation/desk/deck";
import { DeskNav } from "@/components/moderation/desk-nav";
import { paths } from "@/lib/paths";
import { requestCtx } from "@/lib/web/ctx";
import { orNotFound } from "@/lib/web/pages";
import { archiveAction, checkQuoteAction, decideAction, moreAction, takeAction } from "../actions";
import { deskView } from "../desk-view";

export const metadata: Metadata = { title: "Decide", robots: { index: false } };

type Params = Promise<{ id: string }>;

export default function Page({ params }: { params: Params }) {
  return (
    <>
      <h1 className="visually-hidden">Decide</h1>
      <Suspense>
        <Item params={params} />
      </Suspense>
    </>
  );
}

async function Item({ params }: { params: Params }) {
  const { id } = await params;
  const ctx = await requestCtx();
  if (!ctx.viewer) return <SignedOut next={paths.desk(id)} />;
  const view = await orNotFound(
    deskView(ctx, {}, { item: id }, { checkQuote: checkQuoteAction, archive: archiveAction }),
  );
  return (
    <>
      <DeskNav role={ctx.viewer.role} here={paths.desk(id)} />
      <Deck
        first={view}
        filters={{}}
        within={false}
        actions={{ decide: decideAction, take: takeAction, more: moreAction }}
      />
    </>
  );
}
