import http from "node:http";
import { eq } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { describe, expect, onTestFinished, test } from "vitest";
import { decisions, deliveries, essays } from "@/db/schema";
import { claimById } from "@/lib/claims/queries";
import { attach } from "@/lib/contributions/commands";
import { decide, resolveClaim, undoDecision } from "@/lib/curation/commands";
import { createWorker } from "@/lib/jobs/worker";
import { parseAllowed } from "@/lib/sources/addresses";
import { addWebhook, endWebhook, redeliver } from "@/lib/webhooks/commands";
import { deliverer } from "@/lib/webhooks/deliver";
import { listWebhooks } from "@/lib/webhooks/queries";
import { attemptsAtMost } from "@/lib/webhooks/webhooks";
import { contributionOf, essayWithClaims } from "../support/debate";
import { moot } from "../support/moot";

type Got = { body: string; headers: http.IncomingHttpHeaders };

/** Somebody's program that is told, and answers with these statuses in turn; the last one goes on. */
async function listener(...statuses: number[]) {
  const got: Got[] = [];
  const server = http.createServer((req, res) => {
    let body = "";
    req.on("data", (chunk) => {
      body += chunk;
    });
    req.on("end", () => {
      got.push({ body, headers: req.headers });
      const status = statuses.length > 1 ? statuses.shift() : statuses[0];
      res.writeHead(status ?? 204, { Location: "http://127.0.0.1:1/" }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  return { got, port, url: `http://127.0.0.1:${port}/told` };
}

async function setting(...statuses: number[]) {
  const m = await moot();
  const [claim] = await essayWithClaims(m.db, ["Water is wet"]);
  if (!claim) throw new Error("no claim");
  const [essay] = await m.db.select().from(essays);
  if (!essay) throw new Error("no essay");
  const heard = await listener(...statuses);
  const root = await m.as("rosa", "admin");
  const worker = (allowed = `127.0.0.1:${heard.port}`) =>
    createWorker({
      db: m.db,
      handlers: {
        deliver: deliverer({ origin: "https://moot.example", allowed: parseAllowed(allowed), userAgent: "Moot" }),
      },
      refresh: async () => {},
      now: () => m.clock.now,
      chance: () => 0.5,
      rest: 0,
    });
  const add = (events = ["contribution.attached", "decision.made"]) =>
    addWebhook(root, { essay: essay.slug, url: heard.url, events });
  const later = (days: number) => {
    m.clock.now = new Date(m.clock.now.getTime() + days * 86_400_000);
  };
  const rebut = async (name: string, text = "It isn't.") =>
    attach(await m.as(name), claim.id, { kind: "rebuttal", body: { markdown: text } });
  return { ...m, claim, essay, heard, root, worker, add, later, rebut };
}

describe("a webhook", () => {
  test("is told of what was attached, in a message that its secret proves", async () => {
    const { heard, worker, add, rebut } = await setting(204);
    const { secret } = await add();
    const { url } = await rebut("ada");
    await worker().drain();
    expect(heard.got).toHaveLength(1);
    const [{ body, headers } = { body: "", headers: {} }] = heard.got;
    expect(JSON.parse(body)).toMatchObject({
      type: "contribution.attached",
      data: { contribution: `https://moot.example${url}`, essay: { url: "https://moot.example/essays/an-essay" } },
    });
    // Today's time, by the clock of the test, is not the verifier's: only the signature is looked at.
    const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    const at = new Date(Number(headers["webhook-timestamp"]) * 1000);
    expect(new Webhook(secret).sign(String(headers["webhook-id"]), at, body)).toBe(headers["webhook-signature"]);
    expect(signed).not.toContain(secret);
  });

  test("is told of a decision, and of what a curator released only then", async () => {
    const { db, as, person, claim, heard, worker, add } = await setting(204);
    await add();
    const held = await contributionOf(db, claim, await person("ada"), { state: "held" });
    await worker().drain();
    expect(heard.got).toEqual([]);
    await decide(await as("carla", "curator"), held.id, { to: "accepted", version: 1 });
    await worker().drain();
    expect(heard.got.map(({ body }) => JSON.parse(body).type).sort()).toEqual([
      "contribution.attached",
      "decision.made",
    ]);
  });

  test("is told of a resolution and of its undo: which claim, and the row that says what was found", async () => {
    const { as, claim, heard, worker, add } = await setting(204);
    await add(["resolution.changed"]);
    const carla = await as("carla", "curator");
    await resolveClaim(carla, claim.id, { version: 1, outcome: "false", reasons: "It isn't." });
    const { resolution } = await claimById(await as(null), claim.id);
    await undoDecision(carla, resolution?.decision ?? "");
    await worker().drain();
    const data = {
      claim: `https://moot.example/c/${claim.id}/water-is-wet`,
      decision: `https://moot.example/moderation/log/${resolution?.decision}`,
    };
    expect(heard.got.map(({ body }) => JSON.parse(body))).toMatchObject([
      { type: "resolution.changed", data },
      { type: "resolution.changed", data },
    ]);
    // What was found can be taken back while a message waits: it is read where it stands.
    expect(heard.got[0]?.body).not.toContain("It isn't.");
  });

  test("hears only of the events that it wants", async () => {
    const { heard, worker, add, rebut } = await setting(204);
    await add(["decision.made"]);
    await rebut("ada");
    await worker().drain();
    expect(heard.got).toEqual([]);
  });

  test("that fails is tried again later, with a new signature of the same message", async () => {
    const { heard, root, worker, add, rebut, later } = await setting(500, 204);
    await add();
    await rebut("ada");
    await worker().drain();
    expect((await listWebhooks(root))[0]?.deliveries).toMatchObject([{ state: "waiting", attempts: 1, status: 500 }]);
    later(1);
    await worker().drain();
    expect((await listWebhooks(root))[0]?.deliveries).toMatchObject([{ state: "delivered", attempts: 2, status: 204 }]);
    const ids = new Set(heard.got.map(({ headers }) => headers["webhook-id"]));
    expect([heard.got.length, ids.size]).toEqual([2, 1]);
  });

  test("that goes on failing is given up, and can be sent again by hand", async () => {
    const { heard, root, worker, add, rebut, later } = await setting(503);
    await add();
    await rebut("ada");
    for (let day = 0; day < attemptsAtMost + 3; day++) {
      await worker().drain();
      later(1);
    }
    const [webhook] = await listWebhooks(root);
    expect(webhook?.deliveries).toMatchObject([{ state: "given-up", attempts: attemptsAtMost }]);
    expect(heard.got).toHaveLength(attemptsAtMost);
    await redeliver(root, webhook?.deliveries[0]?.id ?? "");
    await worker().drain();
    expect(heard.got).toHaveLength(attemptsAtMost + 1);
  });

  test("on a private address is sent nothing, and follows nobody elsewhere", async () => {
    const { db, heard, worker, add, rebut } = await setting(302);
    await add();
    await rebut("ada");
    await worker("").drain();
    expect(heard.got).toEqual([]);
    expect((await db.select().from(deliveries))[0]?.fault).toBe("blocked_address");
    await redeliverAll(db);
    await worker().drain();
    expect(heard.got).toHaveLength(1);
    expect((await db.select().from(deliveries))[0]?.fault).toBe("answered 302");
  });

  test("that was ended hears nothing more, what waited neither", async () => {
    const { heard, root, worker, add, rebut } = await setting(204);
    const { id } = await add();
    await rebut("ada");
    await endWebhook(root, id);
    await rebut("bob", "No.");
    await worker().drain();
    expect(heard.got).toEqual([]);
    expect(await listWebhooks(root)).toEqual([]);
  });

  test("that was ended by mistake goes on after the undo, with the same secret", async () => {
    const { db, heard, root, worker, add, rebut } = await setting(204);
    const { id } = await add();
    await endWebhook(root, id);
    const [ended] = await db.select().from(decisions).where(eq(decisions.to, "ended"));
    await undoDecision(root, ended?.id ?? "");
    await rebut("ada");
    await worker().drain();
    expect(heard.got).toHaveLength(1);
  });

  test("is an admin's to add", async () => {
    const { as, essay } = await setting(204);
    const input = { essay: essay.slug, url: "https://elsewhere.example/", events: ["decision.made"] };
    await expect(addWebhook(await as("mo", "moderator"), input)).rejects.toMatchObject({ status: 403 });
    for (const url of ["ftp://x.example", "https://a:b@x.example", "nonsense"]) {
      await expect(addWebhook(await as("rosa", "admin"), { ...input, url })).rejects.toMatchObject({ status: 422 });
    }
  });
});

async function redeliverAll(db: Awaited<ReturnType<typeof moot>>["db"]) {
  const { jobs } = await import("@/db/schema");
  await db.write((tx) =>
    tx
      .update(jobs)
      .set({ dueAt: new Date(0) })
      .where(eq(jobs.kind, "deliver")),
  );
}
