import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { mootForTest, root } from "../support/server";
import { visitor } from "../support/visitor";

const password = "correct horse battery";

test("the link on the terminal makes the first admin, who gives Bob a role and bans a spammer", async () => {
  const moot = await mootForTest();
  const link = moot.logs().match(/\/first-admin\/[\w-]+/)?.[0] ?? "";
  const rosa = visitor(moot.url);
  const page = await rosa.open(link);
  const refused = await rosa.submit(page, "Make the account", { name: "Rosa", password: "short" });
  expect(refused.html).toContain("at least 10 characters");
  expect(refused.html).toContain('value="Rosa"');
  await rosa.submit(refused, "Make the account", { name: "Rosa", password });
  expect((await rosa.open("/settings")).html).toContain("Roles and bans");
  expect((await visitor(moot.url).open(link)).html).toContain("used already");

  const bob = visitor(moot.url);
  await bob.submit(await bob.open("/signup"), "Make the account", { name: "Bob", password });
  expect((await bob.open("/moderation/people")).status).toBe(404);
  const people = await rosa.open("/moderation/people?name=bob");
  const without = await rosa.submit(people, "Give this role", { role: "moderator", reason: "" });
  expect(without.html).toContain("Say why.");
  await rosa.submit(people, "Give this role", { role: "moderator", reason: "He asked" });
  expect((await bob.open("/moderation/people")).status).toBe(200);

  const spammer = visitor(moot.url);
  await spammer.submit(await spammer.open("/signup"), "Make the account", { name: "Spammer", password });
  await bob.submit(await bob.open("/moderation/people?name=spam"), "Ban ", { reason: "Spam", days: "7" });
  expect((await spammer.open("/settings")).html).toContain("banned from taking part");
});

test("the operator's commands work on the database while Moot runs", async () => {
  const moot = await mootForTest();
  const user = async (...args: string[]) => {
    const env = { ...process.env, DATABASE_URL: `file:${moot.database}` };
    const command = ["--import", "tsx", "cli/user.ts", ...args];
    return (await promisify(execFile)(process.execPath, command, { cwd: root, env })).stdout.trim().split("\n");
  };
  await user("add", "Mo", "--role", "moderator");
  const token = (await user("token", "Mo", "--scope", "write")).at(-1);
  expect(token).toMatch(/^moot_[\w-]{43}$/);
  const queue = await fetch(`${moot.url}/api/v1/moderation/queue`, { headers: { Authorization: `Bearer ${token}` } });
  expect(queue.status).toBe(200);
  expect((await fetch(`${moot.url}/api/v1/moderation/queue`)).status).toBe(401);

  const link = (await user("reset", "Mo")).at(-1) ?? "";
  const mo = visitor(moot.url);
  await mo.submit(await mo.open(new URL(link).pathname), "Set it and sign in", { password });
  expect((await mo.open("/settings")).html).toMatch(/You are <a[^>]*>Mo<\/a>/);
}, 120_000);
