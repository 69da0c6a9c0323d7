import { eq } from "drizzle-orm";
import { describe, expect, test, vi } from "vitest";
import { accounts, sessions } from "@/db/schema";
import { sessionLifetime } from "@/lib/accounts/accounts";
import { ban, grantRole, revokeSession, signIn, signOut, signOutEverywhere, signUp } from "@/lib/accounts/commands";
import { hashPassword, passwordFits } from "@/lib/accounts/passwords";
import { sessionsOf } from "@/lib/accounts/queries";
import { moot } from "../support/moot";
import { arguer, asked, by, password } from "./people";

describe("signing up", () => {
  test("Ada makes an account and is signed in by the cookie she gets", async () => {
    const m = await moot();
    const ada = await arguer(m, "Ada");
    expect(await ada.seen()).toEqual({
      ...{
        rowId: ada.viewer.rowId,
        id: ada.viewer.id,
        name: "Ada",
        role: "member",
        curates: null,
        banned: false,
        ban: null,
      },
      ...{ session: ada.session.id, scope: "write" },
    });
  });

  test("her password is not kept, an argon2id hash of it is", async () => {
    const m = await moot();
    await arguer(m, "Ada");
    const [row] = await m.db.select().from(accounts);
    expect(row?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(JSON.stringify(row)).not.toContain(password);
  });

  test.each(["Ada", "ada", "ADA", "Аdа", "Αda"])("nobody else becomes %s", async (name) => {
    const m = await moot();
    await arguer(m, "Ada");
    await expect(signUp(await m.as(null), { name, password })).rejects.toMatchObject({
      ...{ status: 409, code: "account.name_taken", errors: { name: expect.stringContaining("taken") } },
    });
  });

  test("two people who take look-alike names in the same instant: one gets it", async () => {
    const m = await moot();
    const ctx = await m.as(null);
    const both = await Promise.allSettled([
      signUp(ctx, { name: "paypal", password }),
      signUp(ctx, { name: "pаypаl", password }),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await m.db.select().from(accounts)).toHaveLength(1);
  });

  test.each([
    ["short", { name: "Ada", password: "ninechars" }, "password"],
    ["endless", { name: "Ada", password: "a".repeat(201) }, "password"],
    ["missing", { name: "Ada" }, "password"],
    ["nameless", { password }, "name"],
    ["reversed", { name: "Ada\u202E", password }, "name"],
  ])("a %s one is refused with the field at fault", async (_, input, field) => {
    const m = await moot();
    await expect(signUp(await m.as(null), input)).rejects.toMatchObject({
      ...{ status: 422, errors: { [field]: expect.any(String) } },
    });
  });
});

describe("signing in", () => {
  test("Ada comes back, however she writes her name", async () => {
    const m = await moot();
    const ada = await arguer(m, "Ada");
    for (const name of ["Ada", "ada", " ADA "]) {
      const { viewer } = await signIn(await m.as(null), { name, password });
      expect(viewer.id).toBe(ada.viewer.id);
    }
    expect(await sessionsOf(await by(m, ada.cookie))).toHaveLength(4);
  });

  test("a wrong password and an unknown name are refused in the same words", async () => {
    const m = await moot();
    await arguer(m, "Ada");
    await m.person("by-mail-only");
    const refusals = [];
    for (const input of [
      { name: "Ada", password: "not her password" },
      { name: "Nobody-here", password },
      { name: "by-mail-only", password },
      { name: "not a name at all", password },
    ]) {
      refusals.push(
        await signIn(await m.as(null), input).catch(({ status, code, message }) => ({ status, code, message })),
      );
    }
    expect(new Set(refusals.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(refusals[0]).toMatchObject({ status: 401, code: "account.sign_in_failed" });
  });

  test("a password is compared with something even where there is nothing to compare it with", async () => {
    for (const missing of [null, undefined]) {
      expect(await passwordFits(missing, "nobody has this password")).toBe(false);
    }
    expect(await passwordFits(await hashPassword("ﬁne old passwords"), "fine old passwords")).toBe(true);
  });
});

describe("a session", () => {
  test("ends with the sign-out, and the others go on", async () => {
    const m = await moot();
    const ada = await arguer(m, "Ada");
    const phone = await signIn(await m.as(null), { name: "Ada", password });
    await signOut(await by(m, ada.cookie));
    expect(await ada.seen()).toBeNull();
    const open = await m.db.select().from(sessions).where(eq(sessions.id, phone.session.id));
    expect(open[0]?.revokedAt).toBeNull();
  });

  test("is revoked from another device; nobody revokes somebody else's", async () => {
    const m = await moot();
    const ada = await arguer(m, "Ada");
    const bob = await arguer(m, "Bob");
    const laptop = await signIn(await m.as(null), { name: "Ada", password }, "Safari");
    await expect(revokeSession(await by(m, bob.cookie), ada.session.id)).rejects.toMatchObject({
      code: "session.not_found",
    });
    const ctx = { ...(await m.as(null)), viewer: laptop.viewer };
    expect(await sessionsOf(ctx)).toMatchObject([{ current: expect.any(Boolean) }, { current: expect.any(Boolean) }]);
    await revokeSession(ctx, ada.session.id);
    expect(await ada.seen()).toBeNull();
    expect(await bob.seen()).not.toBeNull();
  });

  test("ends everywhere at once", async () => {
    const m = await moot();
    const ada = await arguer(m, "Ada");
    await signOutEverywhere(await by(m, ada.cookie));
    expect(await ada.seen()).toBeNull();
  });

  test("knows of a ban and of a new role at the next request", async () => {
    const m = await moot();
    const ada = await arguer(m, "Ada");
    const admin = await m.as("Rosa", "admin");
    await grantRole(admin, ada.viewer.id, { role: "curator", reason: "She knows the field" });
    expect(await ada.seen()).toMatchObject({ role: "curator", banned: false });
    await ban(admin, ada.viewer.id, { reason: "Spam", days: 2 });
    expect(await ada.seen()).toMatchObject({ banned: true });
    m.clock.now = new Date(m.clock.now.getTime() + 2 * 24 * 3600 * 1000);
    expect(await ada.seen()).toMatchObject({ banned: false });
  });

  test("ends thirty days after its last use, not after its first", async () => {
    const m = await moot();
    const ada = await arguer(m, "Ada");
    const step = sessionLifetime - 1000;
    for (let i = 0; i < 3; i++) {
      m.clock.now = new Date(m.clock.now.getTime() + step);
      expect(await ada.seen()).not.toBeNull();
      await vi.waitFor(async () => {
        const [row] = await m.db.select().from(sessions);
        expect(row?.lastSeenAt).toEqual(m.clock.now);
      });
    }
    m.clock.now = new Date(m.clock.now.getTime() + sessionLifetime);
    expect(await ada.seen()).toBeNull();
  });

  test.each([
    ["nothing", null],
    ["another cookie", "theme=dark"],
    ["an empty one", "next-auth.session-token="],
    ["rubbish", "next-auth.session-token=eyJhbGciOiJkaXIifQ..x.y.z; a=b"],
    ["half a cookie", "next-auth.session-token"],
  ])("is not opened by %s", async (_, cookie) => {
    expect(await asked(await moot(), cookie)).toBeNull();
  });

  test("is not opened by a cookie of another Moot", async () => {
    const m = await moot();
    const ada = await arguer(m, "Ada");
    const { encode } = await import("next-auth/jwt");
    const token = { sub: ada.viewer.id, sid: ada.session.id };
    const forged = await encode({ token, secret: "a secret that this Moot does not have" });
    expect(await asked(m, `next-auth.session-token=${forged}`)).toBeNull();
  });
});
