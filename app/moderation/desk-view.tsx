import type { Card, DeskView } from "@/components/moderation/desk/card";
import { DeskFilters } from "@/components/moderation/desk/filters";
import { DeskItem } from "@/components/moderation/desk/item";
import { LogList } from "@/components/moderation/log-list";
import { type SourceActions, SourcePanel } from "@/components/moderation/source-panel";
import type { Ctx } from "@/lib/ctx";
import { desk, deskItem, publicLog } from "@/lib/curation/queries";
import type { At, QueueFilters, QueueItem } from "@/lib/curation/queue";
import { paths } from "@/lib/paths";

/** The desk at a place of the queue, or with one item that was asked for on top, rendered for the deck. */
export async function deskView(
  ctx: Ctx,
  filters: QueueFilters,
  at: At & { item?: string | undefined },
  actions: SourceActions,
): Promise<DeskView> {
  const asked = at.item ? await deskItem(ctx, at.item) : null;
  const { items, counts, essays, position, hasPrevious, wrapped, last } = await desk(ctx, filters, at);
  const others = items.filter(({ contribution }) => contribution.id !== asked?.contribution.id);
  const cards = (asked ? [asked, ...others] : items).map((item) => cardOf(item, filters, actions));
  return {
    cards,
    filters: <DeskFilters filters={filters} counts={counts} essays={essays} view="desk" />,
    total: counts.all,
    position: asked ? null : position,
    hasPrevious,
    wrapped,
    last,
    empty: cards.length === 0 ? await empty(ctx, filters, counts.all) : null,
  };
}

function cardOf(item: QueueItem, filters: QueueFilters, actions: SourceActions): Card {
  const { contribution, taken } = item;
  return {
    id: contribution.id,
    version: contribution.version,
    kind: contribution.kind,
    state: contribution.state,
    flagged: item.flags.length > 0,
    cursor: item.waits?.cursor ?? null,
    may: item.may,
    reasons: item.reasons,
    taken: taken && !taken.mine ? { by: taken.by, until: taken.until } : null,
    statement: item.claim.statement,
    node: (
      <DeskItem
        item={item}
        slot={
          <SourcePanel
            contribution={contribution}
            look={item.source?.check ?? null}
            mayCheck={item.may.decide}
            actions={actions}
            next={paths.queue({ ...filters, item: contribution.id })}
          />
        }
      />
    ),
  };
}

async function empty(ctx: Ctx, filters: QueueFilters, left: number) {
  const lately = (await publicLog(ctx)).items.slice(0, 5);
  return (
    <>
      <p>
        {left > 0 ? (
          "What is left is on other curators' desks just now, or somebody else's to decide: you wrote it, or what it answers."
        ) : Object.keys(filters).length > 0 ? (
          <>
            Nothing of this kind waits. <a href={paths.moderation}>See all that waits</a>.
          </>
        ) : (
          "Nothing waits. Everything that was attached has been looked at, and no flag is open."
        )}
      </p>
      {lately.length > 0 && (
        <section>
          <h2>Decided lately</h2>
          <LogList items={lately} />
        </section>
      )}
    </>
  );
}
