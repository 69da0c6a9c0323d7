import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { DeskNav } from "@/components/moderation/desk-nav";
import { Rules } from "@/components/moderation/rules";
import { holdRulesRead } from "@/lib/curation/queries";
import { paths } from "@/lib/paths";
import { may } from "@/lib/policy/policy";
import { requestCtx } from "@/lib/web/ctx";
import { orNotFound } from "@/lib/web/pages";
import { changeRuleAction } from "./actions";

export const metadata: Metadata = { title: "Rules of intake", robots: { index: false } };

/** Nothing of it is prerendered, so that a redirect or a "not found" is told by the answer's status. */
export const instant = false;

export default async function Page() {
  const ctx = await requestCtx();
  if (!ctx.viewer) redirect(paths.signIn(paths.rules));
  const rules = await orNotFound(holdRulesRead(ctx));
  return (
    <div className="narrow">
      <h1>Rules of intake</h1>
      <DeskNav role={ctx.viewer.role} here={paths.rules} />
      <p>
        What is attached goes through these in turn, and the first that does not let it pass settles it. What is held
        waits for a curator; what is refused is kept nowhere. Curators’ own contributions pass all but the first.
      </p>
      <Rules rules={rules} action={may(ctx, "settings.change") ? changeRuleAction : null} />
    </div>
  );
}
