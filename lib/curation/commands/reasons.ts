import { and, eq, sql } from "drizzle-orm";
import { decisions, reasons } from "@/db/schema";
import { type Ctx, inTransaction } from "@/lib/ctx";
import { invalid, notFound, Refusal } from "@/lib/errors";
import { parse } from "@/lib/input";
import { slugify } from "@/lib/paths";
import { authorize } from "@/lib/policy/policy";
import { newReasonInput, reasonLabelInput, reasonMoveInput } from "../input";
import { allReasons } from "../queries/reasons";
import { defaultReasons, holdReasons, isReasonList, type ListedReason, type ReasonList } from "../reasons";
import { recordDecision } from "../record";
import type { Undoer } from "../undoer";

export type ReasonReceipt = { list: ReasonList; code: string; label: string; retired: boolean };

/** What a row of the log keeps for its undo. */
type Before = { place: number } | { added: true } | { label: string; retiredAt: number | null; hadRow: boolean };

/** Words a reason anew, wherever it stands: for what was decided before, too. Its code stays. */
export async function wordReason(ctx: Ctx, list: string, code: string, input: unknown): Promise<ReasonReceipt> {
  const { label, was } = parse(reasonLabelInput, input);
  return change(ctx, list, code, async ({ known, all }) => {
    if (was !== null && was !== known.label) {
      throw new Refusal(409, "reason.stale", `It was worded anew meanwhile: “${known.label}”.`, {
        details: { label: known.label },
      });
    }
    refuseTwins(all, label, code);
    return { ...known, label };
  });
}

/** Takes a reason out of what can be chosen. It goes on naming what it was given for. */
export const retireReason = (ctx: Ctx, list: string, code: string): Promise<ReasonReceipt> =>
  change(ctx, list, code, async ({ known }) => {
    if (code === "other") {
      throw new Refusal(422, "reason.needed", "Something else has to stay: not every case is foreseen.");
    }
    return { ...known, retiredAt: known.retiredAt ?? ctx.now };
  });

/** Puts a retired reason back among those that can be chosen. */
export const restoreReason = (ctx: Ctx, list: string, code: string): Promise<ReasonReceipt> =>
  change(ctx, list, code, async ({ known, all }) => {
    refuseTwins(all, known.label, code);
    return { ...known, retiredAt: null };
  });

/** Adds a reason to the end of a list, under a code that no reason ever had. */
export async function addReason(ctx: Ctx, list: string, input: unknown): Promise<ReasonReceipt> {
  const { label } = parse(newReasonInput, input);
  return inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "settings.change");
    if (!isReasonList(list)) throw notFound("reason");
    const all = (await allReasons(ctx))[list];
    refuseTwins(all, label, null);
    const code = freeCode(label, [...all.map((one) => one.code), ...Object.keys(holdReasons)]);
    await ctx.db.insert(reasons).values({ list, code, label, position: all.length });
    await recordDecision(ctx, viewer, {
      action: "settings",
      subject: subjectOf(list, code),
      to: label,
      before: { added: true } satisfies Before,
    });
    ctx.touched.add("reasons");
    return { list, code, label, retired: false };
  });
}

/** Moves a reason by one place among those that can be chosen. */
export async function moveReason(ctx: Ctx, list: string, code: string, input: unknown): Promise<ReasonReceipt> {
  const { to } = parse(reasonMoveInput, input);
  return inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "settings.change");
    const { list: known, all, place } = await find(ctx, list, code);
    const open = all.flatMap((one, i) => (one.retiredAt === null ? [i] : []));
    const next = open[open.indexOf(place) + (to === "up" ? -1 : 1)];
    const moved = all[place];
    if (!moved) throw notFound("reason");
    const receipt = { list: known, code, label: moved.label, retired: moved.retiredAt !== null };
    if (next === undefined || moved.retiredAt !== null) return receipt;
    await putAt(ctx, known, all, place, next);
    await recordDecision(ctx, viewer, {
      action: "settings",
      subject: subjectOf(known, code),
      from: `place ${place + 1}`,
      to: `place ${next + 1}`,
      before: { place } satisfies Before,
    });
    ctx.touched.add("reasons");
    return receipt;
  });
}

export const undoReason: Undoer = async (ctx, { subject, before: kept }) => {
  const [, given, code] = /^reason:(\w+):(.*)$/u.exec(subject ?? "") ?? [];
  const before = kept as Before;
  const { list, all, place } = await find(ctx, given ?? "", code ?? "");
  ctx.touched.add("reasons");
  const row = and(eq(reasons.list, list), eq(reasons.code, code ?? ""));
  if ("place" in before) return putAt(ctx, list, all, place, before.place);
  if ("added" in before) {
    // What it was given for goes on being named by it.
    if (await wasGiven(ctx, list, code ?? "")) await ctx.db.update(reasons).set({ retiredAt: ctx.now }).where(row);
    else await ctx.db.delete(reasons).where(row);
    return;
  }
  const inItsPlace = Object.keys(defaultReasons[list]).indexOf(code ?? "") === place;
  if (!before.hadRow && inItsPlace) await ctx.db.delete(reasons).where(row);
  else {
    const retiredAt = before.retiredAt === null ? null : new Date(before.retiredAt);
    await ctx.db.update(reasons).set({ label: before.label, retiredAt }).where(row);
  }
};

type Found = { list: ReasonList; known: ListedReason; all: ListedReason[]; place: number };

/** Changes one reason, and says so on the log. What changes nothing says nothing. */
function change(
  ctx: Ctx,
  list: string,
  code: string,
  work: (found: Found) => Promise<ListedReason>,
): Promise<ReasonReceipt> {
  return inTransaction(ctx, async (ctx) => {
    const viewer = authorize(ctx, "settings.change");
    const found = await find(ctx, list, code);
    const { list: of, known, place } = found;
    const { label, retiredAt } = await work(found);
    const receipt = { list: of, code, label, retired: retiredAt !== null };
    if (label === known.label && retiredAt?.getTime() === known.retiredAt?.getTime()) return receipt;
    const [row] = await ctx.db
      .select()
      .from(reasons)
      .where(and(eq(reasons.list, of), eq(reasons.code, code)));
    await ctx.db
      .insert(reasons)
      .values({ list: of, code, label, retiredAt, position: place })
      .onConflictDoUpdate({ target: [reasons.list, reasons.code], set: { label, retiredAt } });
    const words = (one: { label: string; retiredAt: Date | null }) =>
      one.retiredAt === null ? one.label : `${one.label} (retired)`;
    await recordDecision(ctx, viewer, {
      action: "settings",
      subject: subjectOf(of, code),
      from: words(known),
      to: words({ label, retiredAt }),
      before: {
        label: known.label,
        retiredAt: known.retiredAt?.getTime() ?? null,
        hadRow: row !== undefined,
      } satisfies Before,
    });
    ctx.touched.add("reasons");
    return receipt;
  });
}

async function find(ctx: Ctx, list: string, code: string): Promise<Found> {
  if (!isReasonList(list)) throw notFound("reason");
  const all = (await allReasons(ctx))[list];
  const place = all.findIndex((one) => one.code === code);
  const known = all[place];
  if (!known) throw notFound("reason");
  return { list, known, all, place };
}

/** From now on, the whole list stands in the table in this order. */
async function putAt(ctx: Ctx, list: ReasonList, all: ListedReason[], from: number, to: number): Promise<void> {
  const order = [...all];
  order.splice(to, 0, ...order.splice(from, 1));
  for (const [position, { code, label, retiredAt }] of order.entries()) {
    await ctx.db
      .insert(reasons)
      .values({ list, code, label, retiredAt, position })
      .onConflictDoUpdate({ target: [reasons.list, reasons.code], set: { position } });
  }
}

function refuseTwins(all: ListedReason[], label: string, code: string | null): void {
  const twin = all.find(
    (one) => one.code !== code && one.retiredAt === null && one.label.toLowerCase() === label.toLowerCase(),
  );
  if (twin) throw invalid({ label: "There is a reason of that wording already." }, "reason.twin");
}

function freeCode(label: string, taken: string[]): string {
  const base = slugify(label).slice(0, 34).replace(/-+$/, "");
  for (let n = 1; ; n += 1) {
    const code = n === 1 ? base : `${base}-${n}`;
    if (!taken.includes(code)) return code;
  }
}

async function wasGiven(ctx: Ctx, list: ReasonList, code: string): Promise<boolean> {
  const to = list === "remove" ? "removed" : "rejected";
  const [row] = await ctx.db
    .select({ one: sql`1` })
    .from(decisions)
    .where(and(eq(decisions.reasonCode, code), eq(decisions.to, to)))
    .limit(1);
  return row !== undefined;
}

const subjectOf = (list: ReasonList, code: string) => `reason:${list}:${code}`;
