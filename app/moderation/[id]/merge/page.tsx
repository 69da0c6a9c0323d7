import type { Metadata } from "next";
import { Suspense } from "react";
import { SignedOut } from "@/components/accounts/signed-out";
import { Merge } from "@/components/moderation/merge";
import { mergeChoice } from "@/lib/insight/merge-choice";
import { contributionIdIn, paths, safeNext } from "@/lib/paths";
import { requestCtx } from "@/lib/web/ctx";
import { one, orNotFound, type Query } from "@/lib/web/pages";
import { decideAction } from "../../actions";

export const metadata: Metadata = { title: "Merge a duplicate", robots: { index: false } };

type Props = { params: Promise<{ id: string }>; searchParams: Query };

export default function Page(props: Props) {
  return (
    <>
      <p className="quiet">
        <a href={paths.moderation}>What waits for curators</a>
      </p>
      <h1>Merge a duplicate</h1>
      <Suspense>
        <Choice {...props} />
      </Suspense>
    </>
  );
}

async function Choice({ params, searchParams }: Props) {
  const { id } = await params;
  const query = await searchParams;
  const typed = one(query.into)?.trim() ?? "";
  const ctx = await requestCtx();
  if (!ctx.viewer) return <SignedOut next={paths.merge(id)} />;
  const choice = await orNotFound(mergeChoice(ctx, id, typed === "" ? null : contributionIdIn(typed)));
  const asked = one(query.next);
  return <Merge {...choice} typed={typed} action={decideAction} next={asked ? safeNext(asked) : paths.desk(id)} />;
}
