import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { DeskNav } from "@/components/moderation/desk-nav";
import { LogList } from "@/components/moderation/log-list";
import { GradeForm } from "@/components/sources/grade-form";
import { SiteGrade } from "@/components/sources/site-page";
import { sourceSite } from "@/lib/curation/queries";
import { ownedDomain } from "@/lib/links/domain";
import { paths } from "@/lib/paths";
import { may } from "@/lib/policy/policy";
import { requestCtx } from "@/lib/web/ctx";
import { orNotFound } from "@/lib/web/pages";
import { segment } from "@/lib/web/reading-pages";
import { gradeAction, ungradeAction } from "../actions";

export const metadata: Metadata = { title: "Grade a source", robots: { index: false } };

/** Nothing of it is prerendered, so that a redirect or a "not found" is told by the answer's status. */
export const instant = false;

export default async function Page({ params }: { params: Promise<{ domain: string }> }) {
  const name = segment((await params).domain);
  const domain = ownedDomain(name);
  const ctx = await requestCtx();
  if (!ctx.viewer) redirect(paths.signIn(paths.gradeSource(name)));
  if (!may(ctx, "source.grade") || domain === null) notFound();
  if (domain !== name) redirect(paths.gradeSource(domain));
  const site = await orNotFound(sourceSite(ctx, domain));
  return (
    <div className="narrow">
      <h1>Grade {domain}</h1>
      <DeskNav role={ctx.viewer.role} here={paths.sources()} />
      <p>
        A grade holds for {domain} and the sites below it that have none of their own.{" "}
        <a href={paths.source(domain)}>See what came from there</a>
      </p>
      <SiteGrade site={site} />
      <GradeForm
        domain={domain}
        version={site.version}
        own={site.grade?.domain === domain ? site.grade : null}
        grade={gradeAction}
        ungrade={ungradeAction}
      />
      {site.history.length > 0 && (
        <section>
          <h2>Every grade it had</h2>
          <LogList items={site.history} short />
        </section>
      )}
    </div>
  );
}
