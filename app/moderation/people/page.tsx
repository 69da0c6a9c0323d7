import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { PeopleFilter } from "@/components/accounts/people-filter";
import { PeopleList } from "@/components/accounts/people-list";
import { DeskNav } from "@/components/moderation/desk-nav";
import { roles } from "@/lib/accounts/accounts";
import { listAccounts } from "@/lib/accounts/queries";
import { listEssays } from "@/lib/essays/queries";
import { paths } from "@/lib/paths";
import { may } from "@/lib/policy/policy";
import { requestCtx } from "@/lib/web/ctx";
import { one, type Query } from "@/lib/web/pages";
import { banAccount, giveRole, liftBan } from "./actions";

export const metadata: Metadata = { title: "People", robots: { index: false } };

/** Nothing of it is prerendered, so that a redirect or a "not found" is told by the answer's status. */
export const instant = false;

type Props = { searchParams: Query };

export default function PeoplePage(props: Props) {
  return (
    <div className="narrow">
      <h1>People</h1>
      <People {...props} />
    </div>
  );
}

async function People({ searchParams }: Props) {
  const ctx = await requestCtx();
  if (!ctx.viewer) redirect(paths.signIn(paths.people));
  if (!may(ctx, "account.list")) notFound();
  const query = await searchParams;
  const [name, after] = [one(query.name) ?? "", one(query.after)];
  const role = roles.find((known) => known === one(query.role));
  const { items, nextCursor } = await listAccounts(ctx, { name, role, after });
  return (
    <>
      <DeskNav role={ctx.viewer.role} here={paths.people} />
      <PeopleFilter name={name} role={role} />
      <PeopleList people={items} essays={await listEssays(ctx)} actions={{ giveRole, banAccount, liftBan }} />
      {nextCursor && (
        <p>
          <a
            href={`${paths.people}?${new URLSearchParams({ ...(name && { name }), ...(role && { role }), after: nextCursor })}`}
          >
            Show more
          </a>
        </p>
      )}
    </>
  );
}
