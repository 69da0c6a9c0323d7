import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { Suspense } from "react";
import { lockAction, undoAction, unlockAction } from "@/app/moderation/actions";
import { SignedOut } from "@/components/accounts/signed-out";
import { ClaimDesk } from "@/components/moderation/claims/claim-desk";
import { mayUndo } from "@/lib/curation/commands";
import { claimDesk, mergePreview } from "@/lib/curation/queries";
import { paths } from "@/lib/paths";
import { may } from "@/lib/policy/policy";
import { search } from "@/lib/search/queries";
import { requestCtx } from "@/lib/web/ctx";
import { one, orNotFound, type Query } from "@/lib/web/pages";
import {
  editClaimAction,
  mergeClaimAction,
  moveClaimAction,
  resolveClaimAction,
  splitClaimAction,
  translateClaimAction,
} from "./actions";

export const metadata: Metadata = { title: "Curate a claim", robots: { index: false } };

type Props = { params: Promise<{ id: string }>; searchParams: Query };

export default function Page(props: Props) {
  return (
    <div className="narrow">
      <Suspense>
        <Claim {...props} />
      </Suspense>
    </div>
  );
}

async function Claim({ params, searchParams }: Props) {
  const { id } = await params;
  const asked = await searchParams;
  const find = one(asked.find)?.trim() ?? "";
  const ctx = await requestCtx();
  if (!ctx.viewer) return <SignedOut next={paths.claimDesk(id)} />;
  if (!may(ctx, "queue.read")) notFound();
  const desk = await orNotFound(claimDesk(ctx, id));

  // An address is found at once: there is nothing to choose.
  const named = /(?:^|\/)c\/([a-z0-9]{1,40})(?:[/?#]|$)/.exec(find)?.[1];
  const into = one(asked.into) ?? named;
  if (into === id) redirect(paths.claimDesk(id));
  const preview = into === undefined ? null : await orNotFound(mergePreview(ctx, id, into));
  const found = find === "" || named ? null : (await search(ctx, { q: find, kind: "claim", match: "any" })).items;

  const undoable = new Set<string>();
  for (const decision of desk.decisions) if (await mayUndo(ctx, decision.id)) undoable.add(decision.id);
  return (
    <ClaimDesk
      {...desk}
      undoable={undoable}
      merge={{ find, found, preview }}
      actions={{
        edit: editClaimAction,
        merge: mergeClaimAction,
        move: moveClaimAction,
        split: splitClaimAction,
        translate: translateClaimAction,
        resolve: resolveClaimAction,
        lock: lockAction,
        unlock: unlockAction,
        undo: undoAction,
      }}
    />
  );
}
