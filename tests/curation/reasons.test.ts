import { describe, expect, test } from "vitest";
import { decisions, reasons } from "@/db/schema";
import { contributionById } from "@/lib/contributions/list";
import {
  addReason,
  decide,
  moveReason,
  restoreReason,
  retireReason,
  undoDecision,
  wordReason,
} from "@/lib/curation/commands";
import { inbox, publicLog, reasonChoices } from "@/lib/curation/queries";
import { defaultReasons, rejectReasons } from "@/lib/curation/reasons";
import { contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

async function setting() {
  const m = await moot();
  const [claim] = await essayWithClaims(m.db, ["Water is wet"]);
  if (!claim) throw new Error("no claim");
  const root = await m.as("root", "admin");
  const choices = async (list: "reject" | "remove" = "reject") => (await reasonChoices(root))[list];
  const lastRow = async () => (await m.db.select().from(decisions)).at(-1);
  return { ...m, claim, root, choices, lastRow, ada: await m.person("ada") };
}

test("what Moot comes with can be chosen until an admin changes it", async () => {
  const { choices } = await setting();
  for (const list of ["reject", "remove"] as const) {
    expect(await choices(list)).toEqual(Object.entries(defaultReasons[list]).map(([code, label]) => ({ code, label })));
  }
});

describe("an admin", () => {
  test("words a reason anew, and it reads so wherever it was given: contribution, log and inbox", async () => {
    const { db, as, claim, ada, root, lastRow } = await setting();
    const it = await contributionOf(db, claim, ada);
    await decide(await as("carla", "curator"), it.id, { to: "rejected", version: 1, reason: { code: "uncivil" } });
    await wordReason(root, "reject", "uncivil", { label: "It is about a person" });
    const reason = { code: "uncivil", label: "It is about a person", text: null };
    expect((await contributionById(await as(null), it.id)).stateReason).toEqual(reason);
    expect((await publicLog(await as(null))).items.find(({ action }) => action === "decide")?.reason).toEqual(reason);
    expect((await inbox(await as("ada"))).items).toMatchObject([{ reason }]);
    expect(await lastRow()).toMatchObject({
      action: "settings",
      subject: "reason:reject:uncivil",
      from: rejectReasons.uncivil,
      to: "It is about a person",
      byRole: "admin",
    });
    expect([...root.touched]).toContain("reasons");
  });

  test("words the one of a list, and not its namesake of the other", async () => {
    const { root, choices } = await setting();
    await wordReason(root, "remove", "spam", { label: "Advertising" });
    expect((await choices("reject")).find(({ code }) => code === "spam")?.label).toBe(rejectReasons.spam);
    expect((await choices("remove")).find(({ code }) => code === "spam")?.label).toBe("Advertising");
  });

  test("adds a reason under a code of its own, and curators can give it", async () => {
    const { db, as, claim, ada, root, choices } = await setting();
    const { code } = await addReason(root, "reject", { label: "It is out of date" });
    expect((await choices()).at(-1)).toEqual({ code, label: "It is out of date" });
    const it = await contributionOf(db, claim, ada);
    const receipt = await decide(await as("carla", "curator"), it.id, { to: "rejected", version: 1, reason: { code } });
    expect(receipt.stateReason).toEqual({ code, text: null });
  });

  test("retires a reason: it can't be given any more, and goes on naming what it was given for", async () => {
    const { db, as, claim, ada, root, choices } = await setting();
    const carla = await as("carla", "curator");
    const it = await contributionOf(db, claim, ada);
    await decide(carla, it.id, { to: "rejected", version: 1, reason: { code: "no-source" } });
    await retireReason(root, "reject", "no-source");
    expect((await choices()).map(({ code }) => code)).not.toContain("no-source");
    expect((await contributionById(carla, it.id)).stateReason?.label).toBe(rejectReasons["no-source"]);
    const other = await contributionOf(db, claim, ada);
    await expect(
      decide(carla, other.id, { to: "rejected", version: 1, reason: { code: "no-source" } }),
    ).rejects.toMatchObject({ status: 422, errors: { "reason.code": expect.any(String) } });
    await restoreReason(root, "reject", "no-source");
    await decide(carla, other.id, { to: "rejected", version: 1, reason: { code: "no-source" } });
  });

  test("never gets a code twice, not that of a retired reason either", async () => {
    const { root } = await setting();
    const first = await addReason(root, "reject", { label: "Out of date" });
    await retireReason(root, "reject", first.code);
    const second = await addReason(root, "reject", { label: "Out of date" });
    const third = await addReason(root, "reject", { label: "Out-of-date" });
    expect(new Set([first.code, second.code, third.code]).size).toBe(3);
  });

  test("moves a reason up and down, past those that are retired", async () => {
    const { root, choices } = await setting();
    const codes = async () => (await choices("remove")).map(({ code }) => code);
    expect(await codes()).toEqual(["legal", "spam", "privacy", "abuse"]);
    await retireReason(root, "remove", "spam");
    await moveReason(root, "remove", "privacy", { to: "up" });
    expect(await codes()).toEqual(["privacy", "legal", "abuse"]);
    await moveReason(root, "remove", "privacy", { to: "up" });
    expect(await codes()).toEqual(["privacy", "legal", "abuse"]);
    await moveReason(root, "remove", "legal", { to: "down" });
    expect(await codes()).toEqual(["privacy", "abuse", "legal"]);
  });

  test("is told of another admin's wording instead of writing over it", async () => {
    const { root, as } = await setting();
    await wordReason(root, "reject", "spam", { label: "Advertising", was: rejectReasons.spam });
    await expect(
      wordReason(await as("ruth", "admin"), "reject", "spam", { label: "Junk", was: rejectReasons.spam }),
    ).rejects.toMatchObject({ status: 409, code: "reason.stale", details: { label: "Advertising" } });
  });

  test.each([
    ["an empty wording", { label: " " }],
    ["two lines", { label: "One\ntwo" }],
    ["a novel", { label: "x".repeat(121) }],
    ["the wording of another", { label: rejectReasons["off-topic"].toUpperCase() }],
  ])("does not give %s", async (_, input) => {
    const { root } = await setting();
    const refusal = { status: 422, errors: { label: expect.any(String) } };
    await expect(wordReason(root, "reject", "spam", input)).rejects.toMatchObject(refusal);
    await expect(addReason(root, "reject", input)).rejects.toMatchObject(refusal);
  });

  test("changes nothing by saying the same, and can't take away the way to say something else", async () => {
    const { root, db } = await setting();
    await wordReason(root, "reject", "spam", { label: rejectReasons.spam });
    await restoreReason(root, "reject", "spam");
    await expect(retireReason(root, "reject", "other")).rejects.toMatchObject({ code: "reason.needed" });
    expect(await db.select().from(decisions)).toEqual([]);
    expect(await db.select().from(reasons)).toEqual([]);
  });

  test("finds no reason where there is none", async () => {
    const { root } = await setting();
    await expect(retireReason(root, "reject", "nosuch")).rejects.toMatchObject({ status: 404 });
    await expect(retireReason(root, "flags", "spam")).rejects.toMatchObject({ status: 404 });
    await expect(addReason(root, "toString", { label: "x" })).rejects.toMatchObject({ status: 404 });
  });
});

describe("nobody else than an admin", () => {
  test.each(["member", "curator", "moderator"] as const)("not a %s", async (role) => {
    const { as, db } = await setting();
    const ctx = await as("mo", role);
    for (const attempt of [
      wordReason(ctx, "reject", "spam", { label: "x" }),
      addReason(ctx, "reject", { label: "x" }),
      retireReason(ctx, "reject", "spam"),
      restoreReason(ctx, "reject", "spam"),
      moveReason(ctx, "reject", "spam", { to: "up" }),
    ]) {
      await expect(attempt).rejects.toMatchObject({ status: 403 });
    }
    expect(await db.select().from(decisions)).toEqual([]);
  });
});

describe("an undo", () => {
  test("puts back the wording, the retirement and the place, and takes away what was added", async () => {
    const { root, db, choices, lastRow } = await setting();
    const before = await choices();
    for (const work of [
      () => wordReason(root, "reject", "spam", { label: "Advertising" }),
      () => retireReason(root, "reject", "spam"),
      () => addReason(root, "reject", { label: "Out of date" }),
    ]) {
      await work();
      expect(await choices()).not.toEqual(before);
      await undoDecision(root, (await lastRow())?.id ?? "");
      expect(await choices()).toEqual(before);
      expect(await db.select().from(reasons)).toEqual([]);
    }
    await moveReason(root, "reject", "spam", { to: "up" });
    await undoDecision(root, (await lastRow())?.id ?? "");
    expect(await choices()).toEqual(before);
  });

  test("retires what was added and given since, so that it goes on being named", async () => {
    const { root, as, db, claim, ada, choices } = await setting();
    const { code } = await addReason(root, "reject", { label: "Out of date" });
    const added = (await db.select().from(decisions)).at(-1);
    const it = await contributionOf(db, claim, ada);
    await decide(await as("carla", "curator"), it.id, { to: "rejected", version: 1, reason: { code } });
    await undoDecision(root, added?.id ?? "");
    expect((await choices()).map((one) => one.code)).not.toContain(code);
    expect((await contributionById(root, it.id)).stateReason?.label).toBe("Out of date");
  });
});
