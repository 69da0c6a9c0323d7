import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { DeskNav } from "@/components/moderation/desk-nav";
import { ReasonsEditor } from "@/components/moderation/reasons-editor";
import { allReasons } from "@/lib/curation/queries";
import { paths } from "@/lib/paths";
import { may } from "@/lib/policy/policy";
import { requestCtx } from "@/lib/web/ctx";
import { addReasonAction, changeReasonAction } from "./actions";

export const metadata: Metadata = { title: "Reasons", robots: { index: false } };

/** Nothing of it is prerendered, so that a redirect or a "not found" is told by the answer's status. */
export const instant = false;

export default async function Page() {
  const ctx = await requestCtx();
  if (!ctx.viewer) redirect(paths.signIn(paths.reasons));
  if (!may(ctx, "settings.change")) notFound();
  return (
    <div className="narrow">
      <h1>Reasons</h1>
      <DeskNav role={ctx.viewer.role} here={paths.reasons} />
      <p>
        What curators choose from when they reject something, and moderators when they remove it. A new wording shows
        wherever the reason was ever given. What is retired can’t be chosen any more, and goes on naming what it was
        given for. Each change is a line of the <a href={paths.logPage({ action: "settings" })}>public log</a>.
      </p>
      <ReasonsEditor reasons={await allReasons(ctx)} add={addReasonAction} change={changeReasonAction} />
    </div>
  );
}
