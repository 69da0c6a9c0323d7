import { describe, expect, test } from "vitest";
import { accounts, identities, oneTimeLinks, tokens } from "@/db/schema";
import {
  changePassword,
  followMailLink,
  forgetMail,
  linkIdentity,
  makeMailLink,
  makeResetLink,
  makeToken,
  makeTokenFor,
  peekMailLink,
  renameAccount,
  resetPassword,
  revokeToken,
  setMail,
  setShowsVotes,
  signIn,
  signUp,
  signUpByProvider,
  unlinkIdentity,
} from "@/lib/accounts/commands";
import { profile, settingsOf, tokensOf } from "@/lib/accounts/queries";
import { authorize } from "@/lib/policy/policy";
import { moot } from "../support/moot";
import { arguer, asked, by, password } from "./people";

const another = "another long password";

describe("a password", () => {
  test("is changed by whoever knows the old one, and ends every other session", async () => {
    const m = await moot();
    const ada = await arguer(m, "Ada");
    const elsewhere = await signIn(await m.as(null), { name: "Ada", password });
    await changePassword(await by(m, ada.cookie), { current: password, password: another });
    expect(await ada.seen()).not.toBeNull();
    expect((await settingsOf(await by(m, ada.cookie))).sessions.map(({ id }) => id)).not.toContain(
      elsewhere.session.id,
    );
    await expect(signIn(await m.as(null), { name: "Ada", password })).rejects.toMatchObject({ status: 401 });
    expect((await signIn(await m.as(null), { name: "Ada", password: another })).viewer.id).toBe(ada.viewer.id);
  });

  test("once changed, no link leads in that was asked for before", async () => {
    const m = await moot();
    const ada = await arguer(m, "Ada");
    const mine = await setMail(await by(m, ada.cookie), { email: "ada@example.org" });
    await followMailLink(await m.as(null), { secret: mine.secret });
    const intruders = await setMail(await by(m, ada.cookie), { email: "eve@example.org" });
    const { secret } = await makeMailLink(await m.as(null), { email: "ada@example.org" });
    await changePassword(await by(m, ada.cookie), { current: password, password: another });
    for (const link of [intruders.secret, secret]) {
      await expect(followMailLink(await m.as(null), { secret: link })).rejects.toMatchObject({ code: "link.spent" });
    }
  });

  test("once changed, ends what programs may do with a token, unless they are to go on", async () => {
    const m = await moot();
    const ada = await arguer(m, "Ada");
    const change = { current: password, password: another };
    const works = async (secret: string) => (await asked(m, null, `Bearer ${secret}`)) !== null;
    const first = await makeToken(await by(m, ada.cookie), { name: "Mine", scope: "write" });
    await changePassword(await by(m, ada.cookie), { ...change, keepTokens: true });
    expect(await works(first.secret)).toBe(true);
    await changePassword(await by(m, ada.cookie), { current: another, password });
    expect(await works(first.secret)).toBe(false);
    const second = await makeToken(await by(m, ada.cookie), { name: "Another", scope: "read" });
    const link = await makeResetLink(await m.as(null), "Ada");
    await resetPassword(await m.as(null), { secret: link.split("/").at(-1), password: another });
    expect(await works(second.secret)).toBe(false);
  });

  test("stays as it is without the old one", async () => {
    const m = await moot();
    const ada = await arguer(m, "Ada");
    for (const current of ["wrong", "", null]) {
      await expect(changePassword(await by(m, ada.cookie), { current, password: another })).rejects.toMatchObject({
        ...{ status: 422, errors: { currentPassword: expect.any(String) } },
      });
    }
  });

  test("is set anew by the operator's link, once, within a day", async () => {
    const m = await moot();
    const ada = await arguer(m, "Ada");
    const old = await makeResetLink(await m.as(null), "Ada");
    const secret = await makeResetLink(await m.as(null), "ada");
    const reset = async (link: string) => resetPassword(await m.as(null), { secret: link, password: another });
    await expect(reset(old)).rejects.toMatchObject({ code: "link.spent" });
    expect((await reset(secret)).viewer.id).toBe(ada.viewer.id);
    expect(await ada.seen()).toBeNull();
    await expect(reset(secret)).rejects.toMatchObject({ code: "link.spent" });
    const late = await makeResetLink(await m.as(null), "Ada");
    m.clock.now = new Date(m.clock.now.getTime() + 25 * 3600 * 1000);
    await expect(reset(late)).rejects.toMatchObject({ code: "link.spent" });
  });
});

describe("a token", () => {
  test("speaks for Ada until she revokes it; only its hash is kept", async () => {
    const m = await moot();
    const ada = await arguer(m, "Ada");
    const ctx = await by(m, ada.cookie);
    const { id, secret } = await makeToken(ctx, { name: "My script", scope: "write" });
    expect(await asked(m, null, `Bearer ${secret}`)).toMatchObject({ id: ada.viewer.id, scope: "write" });
    expect(JSON.stringify(await m.db.select().from(tokens))).not.toContain(secret.slice(5));
    await revokeToken(ctx, id);
    expect(await asked(m, null, `Bearer ${secret}`)).toBeNull();
    expect(await tokensOf(ctx)).toEqual([]);
  });

  test("that may read may not write", async () => {
    const m = await moot();
    await arguer(m, "Ada");
    const { secret } = await makeTokenFor(await m.as(null), "Ada", { name: "Reader", scope: "read" });
    const viewer = await asked(m, null, `bearer ${secret}`);
    expect(() => authorize({ viewer, now: m.clock.now }, "claim.vote")).toThrow(/only read/);
  });

  test("is not revoked by somebody else, and a made-up one is nobody's", async () => {
    const m = await moot();
    const ada = await arguer(m, "Ada");
    const bob = await arguer(m, "Bob");
    const { id } = await makeToken(await by(m, ada.cookie), { name: "Mine", scope: "read" });
    await expect(revokeToken(await by(m, bob.cookie), id)).rejects.toMatchObject({ code: "token.not_found" });
    expect(await asked(m, ada.cookie, "Bearer moot_made-up")).toBeNull();
    expect(await asked(m, ada.cookie, "Bearer nonsense")).toBeNull();
  });

  test("needs a name and a scope", async () => {
    const m = await moot();
    const ada = await arguer(m, "Ada");
    await expect(makeToken(await by(m, ada.cookie), { name: " ", scope: "admin" })).rejects.toMatchObject({
      errors: { name: expect.any(String), scope: expect.any(String) },
    });
  });
});

describe("a name", () => {
  test("is changed, and the old one is free", async () => {
    const m = await moot();
    const ada = await arguer(m, "Ada");
    await renameAccount(await by(m, ada.cookie), { name: "Lovelace" });
    expect(await ada.seen()).toMatchObject({ name: "Lovelace" });
    await expect(profile(await m.as(null), "Ada")).rejects.toMatchObject({ status: 404 });
    expect((await signUp(await m.as(null), { name: "Ada", password })).viewer.name).toBe("Ada");
  });

  test("may change its case, but not into somebody else's look-alike", async () => {
    const m = await moot();
    const ada = await arguer(m, "ada");
    await arguer(m, "Bob");
    expect(await renameAccount(await by(m, ada.cookie), { name: "ADA" })).toEqual({ name: "ADA" });
    await expect(renameAccount(await by(m, ada.cookie), { name: "B0B" })).rejects.toMatchObject({
      code: "account.name_taken",
    });
  });
});

describe("another way of signing in", () => {
  const github = { provider: "github", subject: "42" } as const;

  test("a stranger whom GitHub vouches for gets a free name made of theirs, once", async () => {
    const m = await moot();
    await arguer(m, "octocat");
    const arrive = async () => signUpByProvider(await m.as(null), { ...github, nameElsewhere: "octocat" });
    const first = await arrive();
    expect(first.name).toBe("octocat-2");
    expect((await arrive()).id).toBe(first.id);
  });

  test("two arrivals at once make one account", async () => {
    const m = await moot();
    const arrive = async () => signUpByProvider(await m.as(null), { ...github, nameElsewhere: "admin" });
    const [one, other] = await Promise.all([arrive(), arrive()]);
    expect(one.id).toBe(other.id);
    expect(one.name).not.toBe("admin");
  });

  test("Ada links hers; Bob can't link the same, nor link it to her", async () => {
    const m = await moot();
    const ada = await arguer(m, "Ada");
    const bob = await arguer(m, "Bob");
    await linkIdentity(await by(m, ada.cookie), ada.viewer.id, github);
    await linkIdentity(await by(m, ada.cookie), ada.viewer.id, github);
    expect((await settingsOf(await by(m, ada.cookie))).identities).toEqual(["github"]);
    await expect(linkIdentity(await by(m, bob.cookie), bob.viewer.id, github)).rejects.toMatchObject({
      code: "identity.taken",
    });
    const his = { provider: "github", subject: "43" } as const;
    await expect(linkIdentity(await by(m, bob.cookie), ada.viewer.id, his)).rejects.toMatchObject({ status: 409 });
    await expect(linkIdentity(await m.as(null), ada.viewer.id, his)).rejects.toMatchObject({ status: 401 });
  });

  test("is taken off, but not the only one", async () => {
    const m = await moot();
    const made = await signUpByProvider(await m.as(null), { ...github, nameElsewhere: "octocat" });
    const ctx = {
      ...(await m.as(null)),
      viewer: { ...made, curates: null, banned: false, session: null, scope: "write" as const },
    };
    const working = { mail: false, providers: ["github"] };
    const refused = { code: "identity.only_one" };
    await expect(unlinkIdentity(ctx, "github", working)).rejects.toMatchObject(refused);
    // An address is no way in where no mail is sent, and a provider none where it isn't set up any more.
    await m.db.write((tx) => tx.update(accounts).set({ email: "octo@cat.example" }));
    await expect(unlinkIdentity(ctx, "github", working)).rejects.toMatchObject(refused);
    await linkIdentity(ctx, made.id, { provider: "google", subject: "7" });
    await expect(unlinkIdentity(ctx, "github", working)).rejects.toMatchObject(refused);
    await expect(forgetMail(ctx, { mail: true, providers: [] })).rejects.toMatchObject(refused);
    await unlinkIdentity(ctx, "google", working);
    await changePassword(ctx, { password });
    await unlinkIdentity(ctx, "github", working);
    expect(await m.db.select().from(identities)).toEqual([]);
  });
});

describe("a mail's link", () => {
  test("makes an account by the name its reader chooses, then signs them in", async () => {
    const m = await moot();
    const { secret } = await makeMailLink(await m.as(null), { email: "Ada@Example.org " });
    expect(await peekMailLink(await m.as(null), secret)).toEqual({ email: "ada@example.org", leadsTo: "sign-up" });
    await expect(followMailLink(await m.as(null), { secret, name: "admin" })).rejects.toMatchObject({ status: 422 });
    const first = await followMailLink(await m.as(null), { secret, name: "Ada" });
    await expect(followMailLink(await m.as(null), { secret, name: "Eve" })).rejects.toMatchObject({ status: 404 });
    const again = await makeMailLink(await m.as(null), { email: "ada@example.org" });
    expect(await peekMailLink(await m.as(null), again.secret)).toMatchObject({ leadsTo: "sign-in" });
    expect((await followMailLink(await m.as(null), again))?.viewer.id).toBe(first?.viewer.id);
  });

  test("is good for an hour, and the newest only; its secret is not kept", async () => {
    const m = await moot();
    const first = await makeMailLink(await m.as(null), { email: "ada@example.org" });
    const second = await makeMailLink(await m.as(null), { email: "ada@example.org" });
    expect(JSON.stringify(await m.db.select().from(oneTimeLinks))).not.toContain(second.secret);
    await expect(peekMailLink(await m.as(null), first.secret)).rejects.toMatchObject({ code: "link.spent" });
    m.clock.now = new Date(m.clock.now.getTime() + 61 * 60 * 1000);
    await expect(peekMailLink(await m.as(null), second.secret)).rejects.toMatchObject({ code: "link.spent" });
  });

  test("confirms an address as Ada's, unless it is somebody else's; she can have it forgotten", async () => {
    const m = await moot();
    const ada = await arguer(m, "Ada");
    const link = await setMail(await by(m, ada.cookie), { email: "ada@example.org" });
    expect(await peekMailLink(await m.as(null), link.secret)).toMatchObject({ leadsTo: "confirm" });
    expect(await followMailLink(await m.as(null), link)).toBeNull();
    expect((await settingsOf(await by(m, ada.cookie))).email).toBe("ada@example.org");
    const bob = await arguer(m, "Bob");
    const his = await setMail(await by(m, bob.cookie), { email: "ada@example.org" });
    await expect(followMailLink(await m.as(null), his)).rejects.toMatchObject({ code: "account.mail_taken" });
    await forgetMail(await by(m, ada.cookie), { mail: true, providers: [] });
    expect((await settingsOf(await by(m, ada.cookie))).email).toBeNull();
  });

  test.each(["", "ada", "ada@", "a b@example.org", "ada@example.org, eve@example.org", `${"a".repeat(300)}@b.org`])(
    "is not sent to %j",
    async (email) => {
      await expect(makeMailLink(await (await moot()).as(null), { email })).rejects.toMatchObject({ status: 422 });
    },
  );
});

test("nobody reads the settings of a stranger", async () => {
  const m = await moot();
  await expect(settingsOf(await m.as(null))).rejects.toMatchObject({ status: 401 });
  await expect(setShowsVotes(await m.as(null), { showsVotes: true })).rejects.toMatchObject({ status: 401 });
});
