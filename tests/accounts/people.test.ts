import { describe, expect, test } from "vitest";
import { accounts, decisions } from "@/db/schema";
import {
  addByOperator,
  ban,
  becomeFirstAdmin,
  claimFirstAdmin,
  firstAdminLink,
  firstAdminLinkWorks,
  grantRole,
  setShowsVotes,
  signIn,
  unban,
} from "@/lib/accounts/commands";
import { listAccounts, profile } from "@/lib/accounts/queries";
import { castVote } from "@/lib/votes/commands";
import { contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";
import { arguer, by, password } from "./people";

const reason = "Said so";
const secretOf = (path: string | null) => path?.split("/").at(-1) ?? "";

describe("a role", () => {
  test("is given by an admin, with a row in the log", async () => {
    const m = await moot();
    const bob = await m.person("Bob");
    const rosa = await m.as("Rosa", "admin");
    await grantRole(rosa, bob.id, { role: "curator", reason });
    expect(await m.db.select().from(decisions)).toMatchObject([
      { action: "role", from: "member", to: "curator", reasonText: reason, byRole: "admin", account: bob.rowId },
    ]);
    expect([...rosa.touched]).toContain("log");
  });

  test("is not given by a moderator, to oneself, without a reason, or one that there is not", async () => {
    const m = await moot();
    const bob = await m.person("Bob");
    const rosa = await m.as("Rosa", "admin");
    const give = { role: "admin", reason };
    await expect(grantRole(await m.as("Mo", "moderator"), bob.id, give)).rejects.toMatchObject({ status: 403 });
    await expect(grantRole(rosa, rosa.viewer?.id ?? "", { role: "member", reason })).rejects.toMatchObject({
      code: "account.oneself",
    });
    await expect(grantRole(rosa, bob.id, { role: "king", reason: " " })).rejects.toMatchObject({
      errors: { role: expect.any(String), reason: expect.any(String) },
    });
    await expect(grantRole(rosa, "nobody", give)).rejects.toMatchObject({ status: 404 });
    expect(await m.db.select().from(decisions)).toEqual([]);
  });
});

describe("a ban", () => {
  test("keeps Bob from voting at once, and is logged with its lifting", async () => {
    const m = await moot();
    const bob = await arguer(m, "Bob");
    const mo = await m.as("Mo", "moderator");
    const [claim] = await essayWithClaims(m.db, ["The sky is blue"]);
    const vote = async () => castVote(await by(m, bob.cookie), claim?.id ?? "", { value: "agree" });
    await ban(mo, bob.viewer.id, { reason });
    await expect(vote()).rejects.toMatchObject({ code: "account.banned" });
    await expect(ban(mo, bob.viewer.id, { reason })).rejects.toMatchObject({ status: 409 });
    await unban(mo, bob.viewer.id, {});
    await unban(mo, bob.viewer.id, {});
    expect((await vote()).tally.agree).toBe(1);
    expect((await m.db.select().from(decisions)).map(({ action, to }) => [action, to])).toEqual([
      ["ban", "banned"],
      ["unban", "taking part"],
    ]);
  });

  test("falls on lesser roles only", async () => {
    const m = await moot();
    const mo = await m.as("Mo", "moderator");
    for (const [name, role] of [
      ["Max", "moderator"],
      ["Rosa", "admin"],
    ] as const) {
      const { id } = await m.person(name, role);
      await expect(ban(mo, id, { reason })).rejects.toMatchObject({ code: "account.outranks" });
    }
    await expect(ban(await m.as("Cara", "curator"), mo.viewer?.id ?? "", { reason })).rejects.toMatchObject({
      status: 403,
    });
  });
});

describe("the first admin", () => {
  test("is made by the link on the terminal, which then is spent", async () => {
    const m = await moot();
    const old = secretOf(await firstAdminLink(m.db, m.clock.now));
    const secret = secretOf(await firstAdminLink(m.db, m.clock.now));
    expect(await firstAdminLinkWorks(await m.as(null), old)).toBe(false);
    const rosa = await claimFirstAdmin(await m.as(null), { secret, name: "Rosa", password });
    expect(rosa.viewer.role).toBe("admin");
    await expect(claimFirstAdmin(await m.as(null), { secret, name: "Eve", password })).rejects.toMatchObject({
      code: "link.spent",
    });
    expect(await firstAdminLink(m.db, m.clock.now)).toBeNull();
    expect(await m.db.select().from(decisions)).toMatchObject([{ action: "role", to: "admin" }]);
  });

  test("may be somebody who is signed in, and nobody by a made-up link", async () => {
    const m = await moot();
    const secret = secretOf(await firstAdminLink(m.db, m.clock.now));
    const ada = await arguer(m, "Ada");
    await expect(becomeFirstAdmin(await by(m, ada.cookie), "made-up")).rejects.toMatchObject({ status: 404 });
    await becomeFirstAdmin(await by(m, ada.cookie), secret);
    expect(await ada.seen()).toMatchObject({ role: "admin" });
  });

  test("two who follow the link at once: one is made, and no account of the other", async () => {
    const m = await moot();
    const secret = secretOf(await firstAdminLink(m.db, m.clock.now));
    const ctx = await m.as(null);
    const both = await Promise.allSettled(
      ["Rosa", "Eve"].map((name) => claimFirstAdmin(ctx, { secret, name, password })),
    );
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await m.db.select().from(accounts)).toHaveLength(1);
  });
});

describe("the operator", () => {
  test("adds Mo as a moderator, who signs in by the password printed; again changes only the role", async () => {
    const m = await moot();
    const ctx = await m.as(null);
    const mo = await addByOperator(ctx, { name: "Mo", role: "moderator" });
    const signedIn = await signIn(ctx, { name: "Mo", password: mo.password });
    expect(signedIn.viewer.role).toBe("moderator");
    expect(await addByOperator(ctx, { name: "Mo", role: "member" })).toEqual({
      ...{ name: "Mo", role: "member", password: null },
    });
    await expect(addByOperator(ctx, { name: "mo" })).rejects.toMatchObject({ code: "account.name_taken" });
    await expect(addByOperator(ctx, { name: "Max", role: "king" })).rejects.toMatchObject({ status: 422 });
  });
});

describe("lists of people", () => {
  test("are the moderators', by name and role, page by page", async () => {
    const m = await moot();
    for (let i = 0; i < 33; i++) await m.person(`person${String(i).padStart(2, "a")}`);
    const mo = await m.as("Mo", "moderator");
    await expect(listAccounts(await m.as("person01"))).rejects.toMatchObject({ status: 403 });
    const first = await listAccounts(mo);
    expect(first.items).toHaveLength(30);
    const second = await listAccounts(mo, { after: first.nextCursor ?? "" });
    expect(second.nextCursor).toBeNull();
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(35);
    expect((await listAccounts(mo, { name: "MO" })).items.map(({ name }) => name)).toEqual(["Mo"]);
    expect((await listAccounts(mo, { name: "%" })).items).toEqual([]);
    expect(
      (await listAccounts(mo, { role: "moderator" })).items.map(({ mayBan, mayGrant }) => [mayBan, mayGrant]),
    ).toEqual([[false, false]]);
  });
});

describe("a profile", () => {
  test("shows what Ada attached, the newest first, and her votes only if she allows it", async () => {
    const m = await moot();
    const ada = await m.person("Ada");
    const [claim] = await essayWithClaims(m.db, ["The sky is blue"]);
    if (!claim) throw new Error("no claim");
    for (let i = 0; i < 31; i++) await contributionOf(m.db, claim, ada, { text: `Number ${i}` });
    await contributionOf(m.db, claim, ada, { text: "Held back", state: "held" });
    await contributionOf(m.db, claim, ada, { text: "Taken down", state: "removed" });
    await castVote(await m.as("Ada"), claim.id, { value: "unsure" });
    const page = await profile(await m.as(null), "Ada");
    expect(page.votes).toBeNull();
    expect(page.attached.items.map(({ text }) => text).slice(0, 2)).toEqual(["Number 30", "Number 29"]);
    const rest = await profile(await m.as(null), "Ada", { after: page.attached.nextCursor ?? "" });
    expect(rest.attached.items.map(({ text }) => text)).toEqual(["Number 0"]);
    await setShowsVotes(await m.as("Ada"), { showsVotes: true });
    expect((await profile(await m.as(null), "Ada")).votes?.items).toMatchObject([
      { claim: { id: claim.id }, value: "unsure" },
    ]);
  });
});
