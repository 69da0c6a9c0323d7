import { afterAll, beforeAll, expect, test } from "vitest";
import { siteOrigin } from "@/lib/web/site";
import { startMailbox } from "../support/mailbox";
import { type RunningMoot, startMoot } from "../support/server";
import { visitor } from "../support/visitor";

let mailbox: Awaited<ReturnType<typeof startMailbox>>;
let moot: RunningMoot;

beforeAll(async () => {
  mailbox = await startMailbox();
  moot = await startMoot({ env: { SMTP_URL: mailbox.url, MAIL_FROM: "Moot <moot@example.org>" } });
});

afterAll(async () => {
  await moot?.stop();
  await mailbox?.close();
});

type Visitor = ReturnType<typeof visitor>;

async function askForLink(person: Visitor, email: string, path = "/signin") {
  const before = mailbox.mails.length;
  const page = await person.submit(await person.open(path), "Mail me a link", { email });
  const mail = mailbox.mails[before];
  const link = mail?.text?.match(/http\S+/)?.[0] ?? "";
  return { page, mail, link };
}

test("a stranger gets a link by mail, chooses a name, and lands where they wanted to go", async () => {
  const ada = visitor(moot.url);
  const { page, mail, link } = await askForLink(ada, "Ada@Example.org", "/signin?next=/settings");
  expect(page.html).toContain("A link is on its way to ada@example.org");
  expect(mail?.subject).toContain("Sign in to");
  expect(mail?.from?.text).toContain("moot@example.org");
  expect(link).toMatch(new RegExp(`^${moot.url}/signin/mail/[\\w-]{43}$`));

  // Programs that look at links before their readers do leave it good.
  await visitor(moot.url).open(link);
  const opened = await ada.open(link);
  expect(opened.html).toContain("Choose a name");
  const refused = await ada.submit(opened, "Make the account", { name: "moderator" });
  expect(refused.html).toContain("kept for the house");
  expect(refused.html).toContain('value="moderator"');
  const arrived = await ada.submit(refused, "Make the account", { name: "Ada" });
  expect(arrived.url).toBe(`${moot.url}/settings`);
  expect(arrived.html).toContain("ada@example.org");
  expect((await ada.open(link)).html).toContain("used already");
});

test("the same answer whether or not an address is known; whoever is known is signed in", async () => {
  const ada = visitor(moot.url);
  const known = await askForLink(ada, "ada@example.org");
  const unknown = await askForLink(visitor(moot.url), "nobody@example.org");
  const said = (html: string) => html.match(/A link is on its way to \S+/)?.[0]?.replace(/to \S+/, "");
  expect(said(known.page.html)).toBe(said(unknown.page.html));
  const arrived = await ada.submit(await ada.open(known.link), "Sign in");
  expect(arrived.status).toBe(200);
  expect((await ada.open("/settings")).html).toMatch(/You are <a[^>]*>Ada<\/a>/);
});

test("an address that is none comes back as typed, with what is wrong", async () => {
  const before = mailbox.mails.length;
  const { page } = await askForLink(visitor(moot.url), "ada at example");
  expect(page.html).toContain("This is not a mail address.");
  expect(page.html).toContain('value="ada at example"');
  expect(mailbox.mails).toHaveLength(before);
});

test("Bob, who has a password, confirms an address in his settings and signs in by it", async () => {
  const bob = visitor(moot.url);
  const typed = { name: "Bob", password: "correct horse battery" };
  const settings = await bob.submit(await bob.open("/signup?next=/settings"), "Make the account", typed);
  await bob.submit(settings, "Confirm this address", { email: "bob@example.org" });
  const link = mailbox.mails.at(-1)?.text?.match(/http\S+/)?.[0] ?? "";
  const confirmed = await bob.submit(await bob.open(link), "This address is mine");
  expect(confirmed.html).toContain("bob@example.org");
  const phone = visitor(moot.url);
  const { link: signIn } = await askForLink(phone, "bob@example.org");
  await phone.submit(await phone.open(signIn), "Sign in");
  expect((await phone.open("/settings")).html).toMatch(/You are <a[^>]*>Bob<\/a>/);
});

test("one address gets only so many mails, and the sender is told when to try again", async () => {
  const flooded = visitor(moot.url);
  const pages = [];
  for (let i = 0; i < 5; i++) pages.push((await askForLink(flooded, "victim@example.org")).page.html);
  expect(pages.filter((html) => html.includes("on its way"))).toHaveLength(4);
  expect(pages.at(-1)).toMatch(/tried too often. Try again in \d+ minutes/);
});

test("a link leads to this machine, whatever host a request claims to come to", () => {
  expect(siteOrigin("evil.example")).toBe("http://localhost:3000");
  expect(siteOrigin("localhost.evil.example:80")).toBe("http://localhost:3000");
  expect(siteOrigin("127.0.0.1:4100")).toBe("http://127.0.0.1:4100");
});
