import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { NewEssayForm } from "@/components/essays/new-essay-form";
import { DeskNav } from "@/components/moderation/desk-nav";
import { originals } from "@/lib/essays/originals";
import { paths } from "@/lib/paths";
import { may } from "@/lib/policy/policy";
import { requestCtx } from "@/lib/web/ctx";
import { bringInAction } from "../actions";

export const metadata: Metadata = { title: "Bring in an essay", robots: { index: false } };

/** Nothing of it is prerendered, so that a redirect or a "not found" is told by the answer's status. */
export const instant = false;

export default async function Page() {
  const ctx = await requestCtx();
  if (!ctx.viewer) redirect(paths.signIn(paths.newEssay));
  if (!may(ctx, "essay.make")) notFound();
  return (
    <div className="narrow">
      <h1>Bring in an essay</h1>
      <DeskNav role={ctx.viewer.role} here={paths.newEssay} />
      <p>
        Readers see the whole text here. Bring in only what its author lets you: your own, one under a free licence, or
        one that you have leave for.
      </p>
      <NewEssayForm originals={await originals(ctx)} action={bringInAction} />
    </div>
  );
}
