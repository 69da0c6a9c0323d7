import type { Metadata } from "next";
import { Suspense } from "react";
import { SignedOut } from "@/components/accounts/signed-out";
import { QueueItemView } from "@/components/moderation/queue-item";
import { deskItem } from "@/lib/curation/queries";
import { paths } from "@/lib/paths";
import { requestCtx } from "@/lib/web/ctx";
import { orNotFound } from "@/lib/web/pages";
import { archiveAction, checkQuoteAction, decideAction } from "../actions";

export const metadata: Metadata = { title: "Decide", robots: { index: false } };

type Params = Promise<{ id: string }>;

export default function Page({ params }: { params: Params }) {
  return (
    <>
      <p className="quiet">
        <a href={paths.moderation}>What waits for curators</a>
      </p>
      <h1>Decide</h1>
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
  const item = await orNotFound(deskItem(ctx, id));
  return (
    <QueueItemView
      item={item}
      action={decideAction}
      source={{ checkQuote: checkQuoteAction, archive: archiveAction }}
      next={paths.desk(id)}
    />
  );
}
