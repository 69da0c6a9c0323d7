import { notFound, redirect } from "next/navigation";
import { Suspense } from "react";
import { EditForm } from "@/components/contributions/edit-form";
import { WithdrawForm } from "@/components/contributions/withdraw-form";
import { ArchiveForm } from "@/components/moderation/archive-form";
import { SourceCheck } from "@/components/moderation/source-check";
import { Notice } from "@/components/ui/notice";
import { contributionById } from "@/lib/contributions/list";
import { asRefusal } from "@/lib/errors";
import { paths } from "@/lib/paths";
import { may } from "@/lib/policy/policy";
import { toMarkdown } from "@/lib/rich-text/to-markdown";
import { lookShownTo } from "@/lib/sources/queries";
import { requestCtx } from "@/lib/web/ctx";
import { archiveAction } from "../moderation/actions";
import { editContribution, withdrawContribution } from "./edit-actions";

/** The page on which somebody changes or withdraws what they wrote. */
export function EditRoute({ params }: { params: Promise<{ id: string }> }) {
  return (
    <div className="narrow">
      <Suspense>
        <Edit params={params} />
      </Suspense>
    </div>
  );
}

async function Edit({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const ctx = await requestCtx();
  const it = await contributionById(ctx, id).catch((error) => {
    if (asRefusal(error)?.status === 404) notFound();
    throw error;
  });
  if (!ctx.viewer) redirect(paths.signIn(paths.edit(it)));
  const mayEdit =
    it.body !== null &&
    ctx.viewer.id === it.author.id &&
    may(ctx, "contribution.edit", { author: ctx.viewer, state: it.state });
  // No redirect: whoever has just withdrawn it is on the way to the claim, and this is rendered once more meanwhile.
  if (!mayEdit || it.body === null) {
    return (
      <>
        <h1>Nothing to edit here</h1>
        <p>
          Only its author may change it, and only while it stands. <a href={paths.contribution(it)}>Look at it</a>
        </p>
      </>
    );
  }
  return (
    <>
      <p className="quiet">
        <a href={it.state === "held" ? paths.claim(it.claim) : paths.contribution(it)}>Back</a> ·{" "}
        <a href={paths.history(it)}>What was changed before</a>
      </p>
      <h1>Edit your {it.kind}</h1>
      {it.state === "held" && (
        <Notice>
          It is kept, and waits for a curator: until then only you and curators see it. Nothing needs doing. You read in{" "}
          <a href={paths.inbox}>your inbox</a> what was decided.
          {it.stateReason?.label && ` Why it waits: ${it.stateReason.label}.`}
        </Notice>
      )}
      {(it.state === "needs-source" || it.state === "rejected") && it.stateReason && (
        <Notice>
          {it.state === "needs-source" ? "What a curator asks for: " : "Why a curator turned it down: "}
          {[it.stateReason.label, it.stateReason.text].filter(Boolean).join(". ")}
        </Notice>
      )}
      <p>
        Every wording is kept, and its history is open to everybody. What curators decided was about the old wording: it
        comes back as unreviewed.
      </p>
      {it.appealOpen && (
        <p>
          <b>Your appeal is open.</b> An edit ends it: what the decision was about is no longer there to be judged.
        </p>
      )}
      <EditForm action={editContribution} contribution={it} markdown={toMarkdown(it.body)} />
      {it.source?.url && (
        <section>
          <h2>What was found at the address</h2>
          <SourceCheck look={await lookShownTo(ctx, id)} source={it.source} />
          <ArchiveForm id={it.id} archiveUrl={it.source.archiveUrl} action={archiveAction} next={paths.edit(it)} />
        </section>
      )}
      <h2>Withdraw it</h2>
      <WithdrawForm action={withdrawContribution} id={it.id} answered={it.answers > 0} />
    </>
  );
}
