import { afterAll, beforeAll, expect, test } from "vitest";
import { startIssuer } from "../support/oidc";
import { type RunningMoot, startMoot } from "../support/server";
import { visitor } from "../support/visitor";

let issuer: Awaited<ReturnType<typeof startIssuer>>;
let moot: RunningMoot;

beforeAll(async () => {
  issuer = await startIssuer({ "subject-1": "Ada Lovelace", "subject-2": "Ada Lovelace" });
  moot = await startMoot({
    seed: "claims",
    env: { OIDC_ISSUER: issuer.url, OIDC_ID: issuer.client.id, OIDC_SECRET: issuer.client.secret },
  });
  issuer.openTo(`${moot.url}/api/auth/callback/oidc`);
});

afterAll(async () => {
  await moot?.stop();
  await issuer?.close();
});

type Visitor = ReturnType<typeof visitor>;
type Page = Awaited<ReturnType<Visitor["open"]>>;

/** Presses the provider's button on a page and goes through the issuer's own two. */
async function throughIssuer(person: Visitor, page: Page, subject: string): Promise<Page> {
  const login = await person.submit(page, 'action="/signin/oidc"', {});
  if (!login.url.startsWith(issuer.url)) return login;
  const consent = await person.submit(login, 'name="login"', { login: subject, password: "any" });
  return consent.url.startsWith(issuer.url) ? person.submit(consent, 'value="consent"') : consent;
}

test("a stranger comes in through an OpenID issuer, to where they wanted to go, and their vote is cast", async () => {
  const ada = visitor(moot.url);
  const { items } = await (await fetch(`${moot.url}/api/v1/claims`)).json();
  const claim = items[0];
  const next = new URL(claim.url, moot.url).pathname;
  const intent = `vote:${claim.id}:disagree`;
  const signIn = await ada.open(`/signin?${new URLSearchParams({ next, intent })}`);
  expect(signIn.html).toContain("Continue with");
  const arrived = await throughIssuer(ada, signIn, "subject-1");
  expect(arrived).toMatchObject({ url: `${moot.url}${next}`, status: 200 });
  const after = await (await fetch(`${moot.url}/api/v1/claims/${claim.id}`)).json();
  expect(after.tally).toMatchObject({ disagree: 1, total: 1 });
  expect((await ada.open("/settings")).html).toContain("Ada-Lovelace");
  expect([...ada.cookies().keys()]).not.toContain("moot.plan");
});

test("they are the same person the next time, and another by the same name gets a number", async () => {
  const again = visitor(moot.url);
  await throughIssuer(again, await again.open("/signin"), "subject-1");
  expect((await again.open("/settings")).html).toMatch(/You are <a[^>]*>Ada-Lovelace<\/a>/);
  const other = visitor(moot.url);
  await throughIssuer(other, await other.open("/signin"), "subject-2");
  expect((await other.open("/settings")).html).toMatch(/You are <a[^>]*>Ada-Lovelace-2<\/a>/);
});

test("Bob, who has a password, links his and signs in by either; what is linked can't be linked again", async () => {
  const bob = visitor(moot.url);
  const typed = { name: "Bob", password: "correct horse battery" };
  const settings = await bob.submit(await bob.open("/signup?next=/settings"), "Make the account", typed);
  expect(settings.url).toBe(`${moot.url}/settings`);
  const session = bob.cookies().get("next-auth.session-token");
  const linked = await throughIssuer(bob, settings, "subject-bob");
  expect(linked.url).toBe(`${moot.url}/settings`);
  expect(linked.html).toContain("OpenID Connect");
  expect(linked.html).toMatch(/You are <a[^>]*>Bob<\/a>/);
  expect(session).toBeTruthy();

  const elsewhere = visitor(moot.url);
  await throughIssuer(elsewhere, await elsewhere.open("/signin"), "subject-bob");
  expect((await elsewhere.open("/settings")).html).toMatch(/You are <a[^>]*>Bob<\/a>/);

  const eve = visitor(moot.url);
  const hers = await eve.submit(await eve.open("/signup?next=/settings"), "Make the account", {
    ...typed,
    name: "Eve",
  });
  const refused = await throughIssuer(eve, hers, "subject-bob");
  expect(refused.html).toContain("belongs to another account");
  expect((await eve.open("/settings")).html).toMatch(/You are <a[^>]*>Eve<\/a>/);
});

test("whoever comes back without the issuer's consent, or with a made-up answer, stays a stranger", async () => {
  const eve = visitor(moot.url);
  await eve.submit(await eve.open("/signin?next=/about"), 'action="/signin/oidc"');
  const back = await eve.open("/api/auth/callback/oidc?error=access_denied&state=x");
  expect(back.url).toMatch(/\/signin\?.*error=/);
  expect(back.html).toContain('role="alert"');
  expect(back.html).toContain('value="/about"');
  const forged = await eve.open("/api/auth/callback/oidc?code=made-up&state=made-up");
  expect(forged.html).toContain('role="alert"');
  expect([...eve.cookies().keys()]).not.toContain("next-auth.session-token");
});

test("a provider that is not set up is not offered, and its address leads to the sign-in page", async () => {
  const page = await visitor(moot.url).open("/signin");
  expect(page.html).not.toContain("GitHub");
  const response = await fetch(`${moot.url}/signin/github`, {
    method: "POST",
    headers: { Origin: moot.url },
    redirect: "manual",
  });
  expect([response.status, response.headers.get("location")]).toEqual([303, "/signin"]);
});

test("an intention can't be slipped to somebody who is signed in", async () => {
  const bob = visitor(moot.url);
  await throughIssuer(bob, await bob.open("/signin"), "subject-bob");
  const { items } = await (await fetch(`${moot.url}/api/v1/claims`)).json();
  await bob.open(`/signin/after?intent=vote:${items[1].id}:agree`);
  await bob.open(`/signin?intent=vote:${items[1].id}:agree`);
  const after = await (await fetch(`${moot.url}/api/v1/claims/${items[1].id}`)).json();
  expect(after.tally.total).toBe(0);
});
