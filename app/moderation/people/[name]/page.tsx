import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { PersonDesk } from "@/components/accounts/person-desk";
import { DeskNav } from "@/components/moderation/desk-nav";
import { LogList } from "@/components/moderation/log-list";
import { Review } from "@/components/moderation/review";
import { accountForDesk } from "@/lib/accounts/queries";
import { attachedBy, publicLog, reasonChoices } from "@/lib/curation/queries";
import { listEssays } from "@/lib/essays/queries";
import { paths } from "@/lib/paths";
import { may } from "@/lib/policy/policy";
import { requestCtx } from "@/lib/web/ctx";
import { one, orNotFound, type Query } from "@/lib/web/pages";
import { banAccount, giveRole, liftBan, reviewAttached, undoReview } from "../actions";

export const metadata: Metadata = { title: "A person", robots: { index: false } };

/** Nothing of it is prerendered, so that a redirect or a "not found" is told by the answer's status. */
export const instant = false;

type Props = { params: Promise<{ name: string }>; searchParams: Query };

export default async function Page({ params, searchParams }: Props) {
  const name = decodeURIComponent((await params).name);
  const ctx = await requestCtx();
  if (!ctx.viewer) redirect(paths.signIn(paths.personDesk(name)));
  if (!may(ctx, "queue.read")) notFound();
  const person = await orNotFound(accountForDesk(ctx, name));
  const { items, nextCursor } = await orNotFound(attachedBy(ctx, person.id, one((await searchParams).after) ?? null));
  const history = (await publicLog(ctx, { person: person.name }, null, 10)).items;
  return (
    <div className="narrow">
      <h1>{person.name}</h1>
      <DeskNav role={ctx.viewer.role} here={paths.people} />
      <PersonDesk person={person} essays={await listEssays(ctx)} actions={{ giveRole, banAccount, liftBan }} />
      <h2>What {person.name} attached</h2>
      {items.length === 0 ? (
        <p>Nothing{one((await searchParams).after) && " more"}.</p>
      ) : (
        <Review
          items={items}
          reasons={await reasonChoices(ctx)}
          chosen={person.banned !== null}
          decide={reviewAttached}
          undo={undoReview}
        />
      )}
      {nextCursor && <a href={`${paths.personDesk(person.name)}?after=${nextCursor}`}>Show older</a>}
      {history.length > 0 && (
        <>
          <h2>Roles and bans</h2>
          <LogList items={history} short />
          <a href={paths.logPage({ person: person.name })}>All of it in the log</a>
        </>
      )}
    </div>
  );
}
