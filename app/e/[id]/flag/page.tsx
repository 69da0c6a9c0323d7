import type { Metadata } from "next";
import { Suspense } from "react";
import { flagAction } from "@/app/moderation/actions";
import { SignedOut } from "@/components/accounts/signed-out";
import { FlagPage } from "@/components/moderation/flag-page";
import { permalink } from "@/lib/contributions/queries";
import { paths } from "@/lib/paths";
import { requestCtx } from "@/lib/web/ctx";
import { orNotFound } from "@/lib/web/pages";

export const metadata: Metadata = { title: "Flag", robots: { index: false } };

type Params = Promise<{ id: string }>;

export default function Page({ params }: { params: Params }) {
  return (
    <div className="narrow">
      <Suspense>
        <Flag params={params} />
      </Suspense>
    </div>
  );
}

async function Flag({ params }: { params: Params }) {
  const { id } = await params;
  const ctx = await requestCtx();
  if (!ctx.viewer) return <SignedOut next={paths.flag({ kind: "evidence", id })} />;
  const found = await orNotFound(permalink(ctx, id));
  return <FlagPage permalink={found} action={flagAction} />;
}
