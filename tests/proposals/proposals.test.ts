import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { accounts, claimSupports, claims, decisions, deliveries, proposals } from "@/db/schema";
import { deleteAccount } from "@/lib/accounts/commands";
import { exportOwnData } from "@/lib/accounts/export";
import { claimById, listClaims } from "@/lib/claims/queries";
import { mergeClaims, undoDecision } from "@/lib/curation/commands";
import { inbox, logEntry, publicLog, unreadCount } from "@/lib/curation/queries";
import { makeClaim } from "@/lib/essays/commands";
import { essayText } from "@/lib/essays/text-queries";
import { claimPage } from "@/lib/insight/claim-page";
import { decideProposal, propose, withdrawProposal } from "@/lib/proposals/commands";
import { waitingAtMost } from "@/lib/proposals/proposals";
import { ownProposals, proposalById, proposing, waitingProposalCount, waitingProposals } from "@/lib/proposals/queries";
import { castVote } from "@/lib/votes/commands";
import { essayWithClaims } from "../support/debate";
import { bringIn } from "../support/essays";
import { moot } from "../support/moot";

const view = { sort: "convincing", for: null, against: null, at: null } as const;

const power = {
  quote: { exact: "Training a model takes a power station." },
  statement: "Nobody trains a model at home.",
  kind: "cause",
};
const lease = {
  quote: { exact: "A licence is a lease." },
  statement: "Whoever holds a licence owns nothing.",
  kind: "interpretation",
};

/** An essay with a text and one claim; Ada and Bob are members, Max and Mo moderators. */
async function setting() {
  const m = await moot();
  const root = await m.as("root", "admin");
  const { slug } = await bringIn(root);
  const max = await m.as("max", "moderator");
  const mo = await m.as("mo", "moderator");
  const [ada, bob] = [await m.as("ada"), await m.as("bob")];
  const rent = await makeClaim(max, slug, {
    quote: { exact: "Now we rent it." },
    statement: "Software is rented now.",
    kind: "fact",
  });
  const latest = async () => (await m.db.select().from(decisions).orderBy(decisions.rowId)).at(-1)?.id ?? "";
  const read = async (id: string) => (await m.db.select().from(proposals).where(eq(proposals.id, id)))[0];
  return { ...m, root, slug, max, mo, ada, bob, rent, latest, read };
}

describe("Ada proposes a claim of a passage", () => {
  test("which waits for a moderator, with the passage as the text has it and what stands around it", async () => {
    const { ada, slug, rent, read } = await setting();
    const quote = { exact: "Training  a model\ntakes a power station.", prefix: "costs ", suffix: " It costs" };
    const { id } = await propose(ada, slug, { ...power, quote, supports: rent.id });
    expect(await read(id)).toMatchObject({
      state: "waiting",
      version: 1,
      quoteExact: "Training a model takes a power station.",
      quoteSuffix: expect.stringMatching(/^ It costs too much\. Nobody/),
    });
    expect(await proposalById(ada, id)).toMatchObject({
      statement: power.statement,
      kind: "cause",
      supports: { id: rent.id },
      claim: null,
      by: "ada",
      reason: null,
    });
    expect((await ownProposals(ada)).items.map((it) => it.id)).toEqual([id]);
  });

  test("sent twice, it is one", async () => {
    const { ada, slug } = await setting();
    expect(await propose(ada, slug, power)).toEqual(await propose(ada, slug, power));
    expect((await ownProposals(ada)).items).toHaveLength(1);
  });

  test("of words that are not there, or are there twice, is asked for the passage again", async () => {
    const { ada, slug } = await setting();
    const ofQuote = (quote: object) => propose(ada, slug, { ...power, quote });
    const fault = { status: 422, errors: { "quote.exact": expect.any(String) } };
    await expect(ofQuote({ exact: "Training a model is cheap." })).rejects.toMatchObject({
      errors: { quote: expect.any(String) },
    });
    await expect(ofQuote({ exact: " " })).rejects.toMatchObject(fault);
    await expect(ofQuote({ exact: "x".repeat(1001) })).rejects.toMatchObject(fault);
    const often = await ofQuote({ exact: "It costs too much." }).catch((refusal) => refusal);
    expect(often).toMatchObject({
      code: "passage.ambiguous",
      details: { places: [{}, { before: expect.stringMatching(/lease\. $/) }] },
    });
    const { start } = often.details.places[1];
    const { id } = await propose(ada, slug, { ...power, quote: { exact: "It costs too much." }, start });
    expect((await proposalById(ada, id)).quote.prefix).toMatch(/A licence is a lease\. $/);
    await ofQuote({ exact: "It costs too much.", prefix: "A licence is a lease. " });
  });

  test("has the rules that every statement has", async () => {
    const { ada, slug } = await setting();
    const of = (more: object) => propose(ada, slug, { ...power, ...more });
    await expect(of({ statement: "" })).rejects.toMatchObject({ errors: { statement: expect.any(String) } });
    await expect(of({ kind: "guess" })).rejects.toMatchObject({ errors: { kind: expect.any(String) } });
    await expect(of({ resolvesOn: "2030-01-01" })).rejects.toMatchObject({
      errors: { resolvesOn: expect.any(String) },
    });
    await expect(of({ supports: "nosuchclaim" })).rejects.toMatchObject({ errors: { supports: expect.any(String) } });
    const { id } = await of({ kind: "prediction", resolvesOn: "2030-01-01", statement: " Nobody\n trains  at home. " });
    expect(await proposalById(ada, id)).toMatchObject({
      statement: "Nobody trains at home.",
      resolvesOn: "2030-01-01",
    });
  });

  test("that supports a claim of another essay is refused; of one that went into another, it is that other", async () => {
    const { ada, max, db, slug, rent } = await setting();
    const [moon] = await essayWithClaims(db, ["The moon is near"], "On bodies");
    await expect(propose(ada, slug, { ...power, supports: moon?.id })).rejects.toMatchObject({
      errors: { supports: expect.any(String) },
    });
    const twin = await makeClaim(max, slug, {
      quote: { exact: "We used to share what we wrote." },
      statement: "Software used to be shared.",
      kind: "fact",
    });
    await mergeClaims(max, rent.id, { into: twin.id, version: 1, reason: "The same." });
    const { id } = await propose(ada, slug, { ...power, supports: `https://moot.example/c/${rent.id}/x` });
    expect((await proposalById(ada, id)).supports).toMatchObject({ id: twin.id });
  });

  test("is shown first which claims may say the same: by their words, and by their passage", async () => {
    const { ada, slug, rent } = await setting();
    const same = { ...power, statement: "All software is rented these days." };
    const similar = { status: 409, code: "proposal.similar" };
    await expect(propose(ada, slug, same)).rejects.toMatchObject({
      ...similar,
      details: { similar: [{ id: rent.id, because: "words", quote: "Now we rent it." }] },
    });
    const partly = { ...power, quote: { exact: "what we wrote. Now we" }, statement: "Sharing has ended." };
    await expect(propose(ada, slug, partly)).rejects.toMatchObject({
      ...similar,
      details: { similar: [{ id: rent.id, because: "passage" }] },
    });
    expect((await ownProposals(ada)).items).toEqual([]);
    await propose(ada, slug, { ...same, despite: "similar" });
    const begun = await proposing(ada, slug, { ...partly.quote, prefix: "", suffix: "" });
    expect(begun).toMatchObject({ waiting: 1, quote: partly.quote, fault: null, similar: [{ id: rent.id }] });
  });

  test("can have ten waiting at once and no more, and withdraw one for another", async () => {
    const { ada, bob, slug } = await setting();
    const nth = (n: number) => ({ ...power, statement: `Statement ${n}.`, despite: "similar" });
    const made: string[] = [];
    for (let n = 1; n <= waitingAtMost; n += 1) made.push((await propose(ada, slug, nth(n))).id);
    await expect(propose(ada, slug, nth(99))).rejects.toMatchObject({ status: 409, code: "proposal.too_many" });
    await propose(bob, slug, nth(99));
    await withdrawProposal(ada, made[0] ?? "");
    await propose(ada, slug, nth(99));
  });

  test("finds no way to where an essay has no text", async () => {
    const { ada, db } = await setting();
    await essayWithClaims(db, ["The moon is near"], "On bodies");
    await expect(propose(ada, "on-bodies", power)).rejects.toMatchObject({ code: "text.missing" });
    await expect(proposing(ada, "on-bodies", { exact: "", prefix: "", suffix: "" })).rejects.toMatchObject({
      status: 404,
    });
  });

  test("only when signed in, and not while banned", async () => {
    const { as, ada, slug } = await setting();
    await expect(propose(await as(null), slug, power)).rejects.toMatchObject({ status: 401 });
    const banned = { ...ada, viewer: ada.viewer && { ...ada.viewer, banned: true } };
    await expect(propose(banned, slug, power)).rejects.toMatchObject({ code: "account.banned" });
  });

  test("and nobody but her and moderators reads it, nor takes it back", async () => {
    const { as, ada, bob, max, slug } = await setting();
    const { id } = await propose(ada, slug, power);
    for (const reader of [bob, await as("cara", "curator"), await as(null)]) {
      await expect(proposalById(reader, id)).rejects.toMatchObject({ status: 404 });
    }
    await expect(withdrawProposal(bob, id)).rejects.toMatchObject({ status: 404 });
    await expect(withdrawProposal(max, id)).rejects.toMatchObject({ status: 403 });
    await expect(waitingProposals(bob)).rejects.toMatchObject({ status: 403 });
    expect(await proposalById(max, id)).toMatchObject({ id });
    expect((await ownProposals(bob)).items).toEqual([]);
  });

  test("and takes it back while it waits, as often as she likes, but not once it is decided", async () => {
    const { ada, max, slug } = await setting();
    const { id } = await propose(ada, slug, power);
    expect(await withdrawProposal(ada, id)).toEqual({ id, version: 2 });
    expect(await withdrawProposal(ada, id)).toEqual({ id, version: 2 });
    await expect(decideProposal(max, id, { to: "accepted", version: 2 })).rejects.toMatchObject({ status: 409 });
    const again = await propose(ada, slug, power);
    expect(again.id).not.toBe(id);
    await decideProposal(max, again.id, { to: "declined", version: 1, reason: { code: "several" } });
    await expect(withdrawProposal(ada, again.id)).rejects.toMatchObject({ code: "proposal.decided" });
  });
});

describe("Max, a moderator, has it before him", () => {
  test("with the passage in the text, what may say the same, and what became of what Ada proposed", async () => {
    const { ada, max, slug, rent } = await setting();
    const declined = await propose(ada, slug, lease);
    await decideProposal(max, declined.id, { to: "declined", version: 1, reason: { code: "not-said" } });
    await propose(ada, slug, { ...power, statement: "All software is rented these days.", despite: "similar" });
    expect(await waitingProposalCount(max)).toBe(1);
    const { items, nextCursor } = await waitingProposals(max);
    expect(nextCursor).toBeNull();
    expect(items).toMatchObject([
      {
        passage: {
          before: expect.stringContaining("What it costs"),
          exact: power.quote.exact,
          after: expect.stringMatching(/^ It costs too much/),
        },
        similar: [{ id: rent.id, because: "words" }],
        record: { waiting: 1, accepted: 0, merged: 0, declined: 1, attached: { attached: 0 } },
        whyNot: null,
      },
    ]);
  });

  test("page by page, the oldest first", async () => {
    const { ada, bob, max, slug } = await setting();
    for (let n = 1; n <= 6; n += 1) {
      for (const who of [ada, bob]) {
        await propose(who, slug, { ...power, statement: `Statement ${n} of ${who.viewer?.name}.`, despite: "similar" });
      }
    }
    const first = await waitingProposals(max);
    expect(first.items).toHaveLength(10);
    expect(first.items[0]?.statement).toBe("Statement 1 of ada.");
    const rest = await waitingProposals(max, first.nextCursor);
    expect(rest.items.map(({ statement }) => statement)).toEqual(["Statement 6 of ada.", "Statement 6 of bob."]);
    await expect(waitingProposals(max, "nosuch")).rejects.toMatchObject({ code: "cursor.malformed" });
  });

  test("and makes it a claim in better words, in its place in the text, with who proposed it", async () => {
    const { ada, max, slug, db, rent, as } = await setting();
    const { id } = await propose(ada, slug, { ...power, supports: rent.id });
    const better = "Only a company trains a model.";
    const { claim, state, version } = await decideProposal(max, id, {
      ...{ to: "accepted", version: 1, statement: better, kind: "fact" },
    });
    expect({ state, version }).toEqual({ state: "accepted", version: 2 });
    const stranger = await as(null);
    const page = await claimPage(stranger, claim?.id ?? "", view);
    expect(page.proposedBy).toEqual({ name: "ada" });
    expect(page.claim).toMatchObject({ statement: better, kind: "fact", quote: { exact: power.quote.exact } });
    expect(page.claim.supports).toMatchObject([{ id: rent.id }]);
    const { passages } = await essayText(stranger, slug);
    expect(passages.map(({ claim: it }) => it.id)).toEqual([rent.id, claim?.id]);
    const { items } = await publicLog(stranger);
    expect(items.slice(0, 1)).toMatchObject([
      { action: "decide-proposal", from: "waiting", to: "accepted", target: { kind: "claim", id: claim?.id } },
    ]);
    expect(items.filter(({ claim: it }) => it?.id === claim?.id)).toHaveLength(1);
    expect(await db.select().from(claimSupports)).toHaveLength(1);
    for (const tag of [`claim:${claim?.id}`, "essays", "log"]) expect(max.touched).toContain(tag);
    expect(await decideProposal(max, id, { to: "accepted", version: 1 })).toMatchObject({ version: 2, claim });
  });

  test("and Ada is told in her inbox, once, with the claim and the log's row", async () => {
    const { ada, max, slug } = await setting();
    const { id } = await propose(ada, slug, power);
    const { claim } = await decideProposal(max, id, { to: "accepted", version: 1 });
    expect(await unreadCount(ada)).toBe(1);
    const { items } = await inbox(ada);
    expect(items).toMatchObject([
      {
        type: "proposal",
        says: power.statement,
        to: "accepted",
        claim: { id: claim?.id },
        essay: { slug },
        isNew: true,
      },
    ]);
    expect(await unreadCount(max)).toBe(0);
  });

  test("and an undo takes the claim back, and lets the proposal wait again, while nobody has argued it", async () => {
    const { ada, bob, max, slug, latest, read, as, rent } = await setting();
    const { id } = await propose(ada, slug, power);
    const { claim } = await decideProposal(max, id, { to: "accepted", version: 1 });
    await undoDecision(max, await latest());
    expect(await read(id)).toMatchObject({ state: "waiting", claim: null, version: 3 });
    const stranger = await as(null);
    const { items } = await listClaims(stranger, { essay: slug, sort: "essay", cursor: null });
    expect(items.map((it) => it.id)).toEqual([rent.id]);
    expect((await essayText(stranger, slug)).passages).toHaveLength(1);
    const undone = (await inbox(ada)).items.filter((item) => item.type === "proposal" && item.action === "undo");
    expect(undone).toMatchObject([{ type: "proposal", claim: null }]);

    const again = await decideProposal(max, id, { to: "accepted", version: 3 });
    expect(again.claim?.id).not.toBe(claim?.id);
    await castVote(bob, again.claim?.id ?? "", { value: "agree" });
    await expect(undoDecision(max, await latest())).rejects.toMatchObject({ status: 409 });
    expect(await read(id)).toMatchObject({ state: "accepted" });
  });

  test("and finds a claim that says it: Ada is led there, and the claim does not count as hers", async () => {
    const { ada, max, slug, rent, latest, read, as } = await setting();
    const { id } = await propose(ada, slug, power);
    await expect(decideProposal(max, id, { to: "merged", version: 1 })).rejects.toMatchObject({
      errors: { into: expect.any(String) },
    });
    await expect(decideProposal(max, id, { to: "merged", version: 1, into: "nosuch" })).rejects.toMatchObject({
      errors: { into: expect.any(String) },
    });
    const into = `https://moot.example/c/${rent.id}/software-is-rented-now`;
    const decided = await decideProposal(max, id, {
      to: "merged",
      version: 1,
      into,
      reason: { text: "In other words." },
    });
    expect(decided).toMatchObject({ state: "merged", claim: { id: rent.id } });
    expect((await inbox(ada)).items).toMatchObject([
      { type: "proposal", to: "merged", claim: { id: rent.id }, reason: { text: "In other words." } },
    ]);
    expect((await claimPage(await as(null), rent.id, view)).proposedBy).toBeNull();
    expect(await logEntry(await as(null), await latest())).toMatchObject({
      action: "decide-proposal",
      to: "merged",
      target: { id: rent.id },
    });
    await undoDecision(max, await latest());
    expect(await read(id)).toMatchObject({ state: "waiting", claim: null });
    expect(await claimById(ada, rent.id)).toMatchObject({ mergedInto: null });
  });

  test("and declines it with a reason; the log says so, and not what was proposed", async () => {
    const { ada, max, slug, latest, read, as } = await setting();
    const { id } = await propose(ada, slug, power);
    const decline = (reason?: object) => decideProposal(max, id, { to: "declined", version: 1, reason });
    await expect(decline()).rejects.toMatchObject({ errors: { "reason.code": expect.any(String) } });
    await expect(decline({ code: "nonsense" })).rejects.toMatchObject({ status: 422 });
    await expect(decline({ code: "other" })).rejects.toMatchObject({ errors: { "reason.text": expect.any(String) } });
    await decline({ code: "not-said", text: "It speaks of stations only." });
    const reason = { code: "not-said", label: "The passage doesn't say this", text: "It speaks of stations only." };
    expect((await inbox(ada)).items).toMatchObject([{ type: "proposal", to: "declined", claim: null, reason }]);
    expect(await proposalById(ada, id)).toMatchObject({ state: "declined", reason });
    const entry = await logEntry(await as(null), await latest());
    expect(entry).toMatchObject({ target: { kind: "proposal", id, url: null, name: null }, reason, essay: { slug } });
    expect(JSON.stringify(await publicLog(await as(null)))).not.toContain(power.statement);
    await undoDecision(max, await latest());
    expect(await read(id)).toMatchObject({ state: "waiting", version: 3 });
    expect(await proposalById(ada, id)).toMatchObject({ reason: null });
  });

  test("and Mo, who looked at it before, is told that it is decided", async () => {
    const { ada, max, mo, slug } = await setting();
    const { id } = await propose(ada, slug, power);
    await decideProposal(max, id, { to: "declined", version: 1, reason: { code: "spam" } });
    await expect(decideProposal(mo, id, { to: "accepted", version: 1 })).rejects.toMatchObject({
      status: 409,
      code: "proposal.stale",
      details: { version: 2 },
    });
  });

  test("but not where it is his own, and nobody does who is no moderator", async () => {
    const { as, ada, max, slug } = await setting();
    const own = await propose(max, slug, power);
    await expect(decideProposal(max, own.id, { to: "accepted", version: 1 })).rejects.toMatchObject({ status: 403 });
    expect((await waitingProposals(max)).items[0]?.whyNot).toMatch(/yourself/);
    const { id } = await propose(ada, slug, lease);
    for (const who of [ada, await as("cara", "curator")]) {
      await expect(decideProposal(who, id, { to: "accepted", version: 1 })).rejects.toMatchObject({ status: 403 });
    }
    await expect(decideProposal(ada, "nosuch", { to: "accepted", version: 1 })).rejects.toMatchObject({ status: 403 });
    await expect(decideProposal(max, "nosuch", { to: "accepted", version: 1 })).rejects.toMatchObject({ status: 404 });
  });
});

describe("Ada", () => {
  test("takes along what she proposed, with what became of it", async () => {
    const { ada, max, slug } = await setting();
    const { id } = await propose(ada, slug, power);
    const { claim } = await decideProposal(max, id, { to: "accepted", version: 1 });
    expect((await exportOwnData(ada)).proposals).toMatchObject([
      { id, essay: slug, statement: power.statement, quote: power.quote, state: "accepted", claim: claim?.id },
    ]);
  });

  test("leaves: her claim stands, of a former member; what waits is withdrawn, and her other words are gone", async () => {
    const { ada, max, slug, db, as, latest, read } = await setting();
    const accepted = await propose(ada, slug, power);
    const { claim } = await decideProposal(max, accepted.id, { to: "accepted", version: 1 });
    const waiting = await propose(ada, slug, lease);
    const declined = await propose(ada, slug, { ...lease, statement: "A lease ends.", despite: "similar" });
    await decideProposal(max, declined.id, { to: "declined", version: 1, reason: { code: "several" } });
    const decline = await latest();
    await deleteAccount(ada, { name: "ada" });
    expect(ada.touched).toContain(`claim:${claim?.id}`);
    expect((await claimPage(await as(null), claim?.id ?? "", view)).proposedBy).toEqual({ name: null });
    expect(await read(waiting.id)).toMatchObject({ state: "withdrawn", statement: "", quoteExact: "" });
    expect(await read(declined.id)).toMatchObject({ state: "declined", statement: "" });
    expect(await read(accepted.id)).toMatchObject({ statement: power.statement });
    await expect(undoDecision(max, decline)).rejects.toMatchObject({ code: "proposal.gone" });
    expect((await db.select().from(accounts).where(eq(accounts.name, "ada"))).length).toBe(0);
  });
});

test("a decision about a proposal goes to the essay's webhooks, as every decision does", async () => {
  const { ada, max, slug, db } = await setting();
  const [{ essay } = { essay: 0 }] = await db.select({ essay: claims.essay }).from(claims);
  const { webhooks } = await import("@/db/schema");
  await db.write((tx) =>
    tx.insert(webhooks).values({
      ...{
        id: "hook",
        essay,
        url: "https://hook.example/",
        secret: "s",
        events: ["decision.made"],
        by: max.viewer?.rowId ?? 0,
      },
      createdAt: max.now,
    }),
  );
  const { id } = await propose(ada, slug, power);
  await decideProposal(max, id, { to: "declined", version: 1, reason: { code: "several" } });
  expect(await db.select().from(deliveries)).toMatchObject([{ about: { action: "decide-proposal" } }]);
});
