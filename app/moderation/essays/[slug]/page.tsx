import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { EssayDesk } from "@/components/essays/essay-desk";
import { DeskNav } from "@/components/moderation/desk-nav";
import { essayDesk } from "@/lib/essays/desk";
import { paths } from "@/lib/paths";
import { may } from "@/lib/policy/policy";
import { requestCtx } from "@/lib/web/ctx";
import { orNotFound } from "@/lib/web/pages";
import { segment } from "@/lib/web/reading-pages";
import { describeEssayAction, editTextAction } from "../actions";

export const metadata: Metadata = { title: "An essay's text", robots: { index: false } };

/** Nothing of it is prerendered, so that a redirect or a "not found" is told by the answer's status. */
export const instant = false;

export default async function Page({ params }: { params: Promise<{ slug: string }> }) {
  const slug = segment((await params).slug);
  const ctx = await requestCtx();
  if (!ctx.viewer) redirect(paths.signIn(paths.essayDesk(slug)));
  if (!may(ctx, "essay.edit")) notFound();
  const desk = await orNotFound(essayDesk(ctx, slug));
  return (
    <div className="narrow">
      <h1>{desk.essay.title}</h1>
      <DeskNav role={ctx.viewer.role} here={paths.essays} />
      <EssayDesk {...desk} actions={{ text: editTextAction, describe: describeEssayAction }} />
    </div>
  );
}
