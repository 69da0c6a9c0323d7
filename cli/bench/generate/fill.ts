import { createClient } from "@libsql/client";
import { openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { skeletonOf } from "@/lib/accounts/names";
import { claimKinds } from "@/lib/claims/claims";
import { wilsonLowerBound } from "@/lib/contributions/contributions";
import { recountClaim } from "@/lib/contributions/recount";
import { textHash } from "@/lib/curation/holding/text-hash";
import { domainOf, sourceKey } from "@/lib/links/links";
import { slugify } from "@/lib/paths";
import { columnsOf, entryOfClaim, entryOfContribution } from "@/lib/search/indexing";
import { labelsOfClaim, labelsOfContribution } from "@/lib/search/labels";
import { mergePieces } from "@/lib/search/tidying";
import { withoutScheme } from "@/lib/search/words";
import { recountTally } from "@/lib/votes/recount";
import { Chance } from "./chance";
import { essayOf, levels, type Plan, planDebate, type Size } from "./plan";
import { Filling, Rows, withoutIndexes } from "./rows";
import { idOf, nameOf, noun, sentence, sentences } from "./words";

/** When the debate begins, and how long it goes on, in ms since 1970. */
const begins = Date.UTC(2024, 0, 1);
const lasts = 700 * 24 * 60 * 60 * 1000;
const hour = 60 * 60 * 1000;
const moderators = 10;
const rareWord = "zeitgeber";
const inOneTransaction = 50_000;

export type Filled = {
  people: number;
  /** Of the claim that holds most, of the last of a chain of ten on it, and of the essay with a thousand claims. */
  claim: string;
  deepest: string;
  essay: string;
  /** The contribution that most people rated, and whoever wrote most. */
  rated: string;
  prolific: string;
  /** A word that one text alone holds. */
  rare: string;
};

/**
 * Fills a new database with a debate of that size, always the same for the same seed: a few claims hold most of what is
 * said, a few people write much. Written by SQL, because commands would take days; all counts, states, the queue and the
 * words of search are what commands would have made of it.
 */
export async function fill(url: string, size: Size, say: (line: string) => void): Promise<Filled> {
  const fresh = await openDatabase({ url });
  await migrateDatabase(fresh);
  fresh.close();
  const client = createClient({ url, concurrency: 1 });
  const into = new Filling(client);
  for (const setting of ["synchronous=OFF", "foreign_keys=OFF", "cache_size=-400000"]) {
    await client.execute(`PRAGMA ${setting}`);
  }
  const chance = new Chance(size.seed);
  const plan = planDebate(chance, size);
  const write = async (what: string, tables: string[], work: () => Promise<void>) => {
    const began = performance.now();
    await withoutIndexes(into, tables, work);
    say(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  };
  await write(`${plan.people} people`, ["accounts"], () => people(into, plan));
  await write(`${size.claims} claims`, ["claims", "claim_revisions"], () => claims(into, chance, size));
  const said = ["contributions", "revisions", "decisions", "flags", "queue_entries"];
  await write(`${size.contributions} contributions`, said, () => contributions(into, chance, plan));
  const opinions = ["votes", "vote_events", "ratings", "rating_events"];
  await write(`${size.votes} votes`, opinions, async () => {
    await votes(into, plan);
    await ratings(into, plan);
  });
  client.close();

  const db = await openDatabase({ url });
  await db.write(async (tx) => {
    for (let claim = 1; claim <= size.claims; claim++) {
      await recountTally(tx, claim);
      await recountClaim(tx, claim);
    }
  });
  while (await mergePieces(db, 10_000));
  await db.close();
  return {
    people: plan.people,
    claim: claimId(plan.top),
    deepest: contributionId(levels),
    essay: "essay-1",
    rated: contributionId(0),
    prolific: nameOf(0),
    rare: rareWord,
  };
}

const claimId = (claim: number) => idOf(1_000 + claim);
const contributionId = (contribution: number) => idOf(100_000_000 + contribution);
const accountId = (account: number) => idOf(200_000_000 + account);
/** When the i-th of `count` things came. */
const instant = (i: number, count: number) => begins + Math.floor((i / count) * lasts);

async function inTransactions(into: Filling, count: number, add: (i: number) => Promise<void>, ...all: Rows[]) {
  for (let from = 0; from < count; from += inOneTransaction) {
    await into.together(async () => {
      for (let i = from; i < Math.min(count, from + inOneTransaction); i++) await add(i);
      for (const rows of all) await rows.flush();
    });
  }
}

async function people(into: Filling, plan: Plan): Promise<void> {
  const rows = new Rows(into, "accounts", ["row_id", "id", "name", "name_skeleton", "role", "created_at"]);
  const roleOf = (i: number) => (i === 1 ? "admin" : i >= 2 && i < 2 + moderators ? "moderator" : "member");
  await inTransactions(
    into,
    plan.people,
    (i) => rows.add([i + 1, accountId(i), nameOf(i), skeletonOf(nameOf(i)), roleOf(i), begins]),
    rows,
  );
}

async function claims(into: Filling, chance: Chance, size: Size): Promise<void> {
  const essays = new Rows(into, "essays", ["row_id", "id", "slug", "title", "author", "created_at"]);
  const sections = new Rows(into, "sections", ["row_id", "essay", "position", "title"]);
  const rows = new Rows(into, "claims", [
    ...["row_id", "id", "essay", "section", "position", "slug", "kind", "statement", "quote_exact", "created_at"],
  ]);
  const revisions = new Rows(into, "claim_revisions", ["claim", "number", "at", "statement", "kind"]);
  const supports = new Rows(into, "claim_supports", ["claim", "supports"]);
  const words = new Rows(into, "search_index", ["rowid", "title", "text", "source"]);
  let [last, position] = [-1, 0];
  const add = async (i: number) => {
    const essay = essayOf(i);
    if (essay !== last) {
      [last, position] = [essay, 0];
      const title = `Essay ${essay + 1}: ${sentence(chance).slice(0, -1)}`;
      await essays.add([essay + 1, idOf(900_000_000 + essay), `essay-${essay + 1}`, title, "A. Generator", begins]);
      await sections.add([essay + 1, essay + 1, 1, "All of it"]);
    }
    position += 1;
    const statement = sentence(chance);
    const quote = sentences(chance, 2);
    const kind = chance.pick(claimKinds);
    const slug = `${slugify(statement)}-${position}`;
    await rows.add([i + 1, claimId(i), essay + 1, essay + 1, position, slug, kind, statement, quote, begins]);
    await revisions.add([i + 1, 1, begins, statement, kind]);
    if (position > 1 && chance.next() < 0.3) await supports.add([i + 1, i]);
    const entry = { rowId: entryOfClaim(i + 1), title: statement, text: quote, source: "" };
    await words.add([...columnsOf({ ...entry, labels: labelsOfClaim(essay + 1, kind) })]);
  };
  await inTransactions(into, size.claims, add, essays, sections, rows, revisions, supports, words);
}

const reasons: Record<string, [code: string | null, text: string | null]> = {
  rejected: ["off-topic", null],
  removed: ["spam", null],
  "needs-source": [null, "Which page of the report says this?"],
  held: ["new-account", null],
};

async function contributions(into: Filling, chance: Chance, plan: Plan): Promise<void> {
  const rows = new Rows(into, "contributions", [
    ...["row_id", "id", "claim", "parent", "depth", "kind", "stance", "author", "answers_to", "shown_at", "state"],
    ...["state_reason_code", "state_reason_text", "listed", "source_key", "source_domain", "text_hash", "version"],
    ...["convincing", "unconvincing", "ratings", "wilson", "answers", "created_at"],
  ]);
  const revisions = new Rows(into, "revisions", [
    ...["contribution", "number", "by", "at", "body", "text", "source_url", "source_title", "source_publisher"],
    ...["source_date", "source_type", "source_excerpt"],
  ]);
  const decisions = new Rows(into, "decisions", [
    ...["id", "at", "by", "by_role", "action", "essay", "contribution", "claim", "concerns", "from", "to"],
    ...["reason_code", "reason_text", "waited"],
  ]);
  const flags = new Rows(into, "flags", ["id", "contribution", "account", "reason", "at"]);
  const words = new Rows(into, "search_index", ["rowid", "title", "text", "source"]);
  const count = plan.claim.length;

  const add = async (i: number) => {
    const rowId = i + 1;
    const [claim, parent, author] = [plan.claim[i] ?? 0, plan.parent[i] ?? -1, plan.author[i] ?? 0];
    const state = plan.state[i] ?? "unreviewed";
    const [code = null, reason = null] = reasons[state] ?? [];
    const at = instant(i, count);
    const decided = state !== "unreviewed" && state !== "held";
    const asked = parent === -1 ? author : (plan.author[parent] ?? author);
    const [ratings, convincing] = [plan.ratings[i] ?? 0, plan.convincing[i] ?? 0];
    const paragraphs = Array.from({ length: 1 + chance.below(2) }, () => sentences(chance, 1 + chance.below(3)));
    if (i === levels) paragraphs.push(`Nobody else says ${rareWord}.`);
    const text = paragraphs.join("\n\n");
    const source = plan.rebuts[i] ? null : sourceOf(chance, i);
    await rows.add([
      ...[rowId, contributionId(i), claim + 1, parent === -1 ? null : parent + 1, plan.depth[i] ?? 0],
      ...[plan.rebuts[i] ? "rebuttal" : "evidence", plan.supports[i] ? "supports" : "contradicts", author + 1],
      ...[asked === author ? null : asked + 1, state === "held" ? null : at, state, code, reason],
      ...[plan.listed[i] ?? 0, source && sourceKey(source.url), source && domainOf(source.url), textHash(text)],
      ...[decided ? 2 : 1, convincing, ratings - convincing, ratings, wilsonLowerBound(convincing, ratings)],
      ...[plan.answers[i] ?? 0, at],
    ]);
    await revisions.add([
      ...[rowId, 1, author + 1, at, bodyOf(paragraphs), text, source?.url ?? null, source?.title ?? null],
      ...[source?.publisher ?? null, source?.date ?? null, source ? "study" : null, source?.excerpt ?? null],
    ]);
    if (decided) {
      const withdrawn = state === "withdrawn";
      const by = withdrawn ? author + 1 : 3 + (i % moderators);
      const waited = hour + chance.below(100 * hour);
      await decisions.add([
        ...[idOf(300_000_000 + i), at + waited, by, withdrawn ? "member" : "moderator"],
        ...[
          withdrawn ? "withdraw" : "decide",
          essayOf(claim) + 1,
          rowId,
          claim + 1,
          by === author + 1 ? null : author + 1,
        ],
        ...["unreviewed", state, code, reason, withdrawn ? null : waited],
      ]);
    }
    const counts = state === "accepted" || state === "unreviewed" || state === "needs-source";
    if (counts && i % 500 === 499) {
      const by = (author + 1 + chance.below(plan.people - 1)) % plan.people;
      await flags.add([idOf(400_000_000 + i), rowId, by + 1, "off-topic", at + hour]);
    }
    if (counts) {
      const of = source ? [source.excerpt, source.publisher, withoutScheme(source.url)].join("\n") : "";
      const labels = labelsOfContribution(essayOf(claim) + 1, plan.rebuts[i] ? "rebuttal" : "evidence");
      const entry = { rowId: entryOfContribution(rowId), title: source?.title ?? "", text, source: of };
      await words.add([...columnsOf({ ...entry, labels })]);
    }
  };
  await inTransactions(into, count, add, rows, revisions, decisions, flags, words);
  await queue(into);
}

function sourceOf(chance: Chance, i: number) {
  const [one, other] = [noun(chance), noun(chance)];
  const site = chance.below(400) ** 2 / 400;
  return {
    url: `https://${one}-${Math.floor(site)}.example.org/${other}/${i}`,
    title: `${one[0]?.toUpperCase()}${one.slice(1)} and ${other}, ${2000 + (i % 24)}`,
    publisher: `${other[0]?.toUpperCase()}${other.slice(1)} Press`,
    date: String(2000 + (i % 24)),
    excerpt: sentence(chance),
  };
}

const bodyOf = (paragraphs: string[]) =>
  JSON.stringify({
    type: "doc",
    content: paragraphs.map((text) => ({ type: "paragraph", content: [{ type: "text", text }] })),
  });

/** As `requeue` of lib/curation has it, for all at once. */
async function queue(into: Filling): Promise<void> {
  await into.execute(
    "create temp table accepted as select distinct author from contributions where state = 'accepted'",
  );
  await into.execute("create index temp.accepted_author on accepted (author)");
  await into.execute(
    "create temp table flagged as select contribution, count(*) * 0.5 as weight from flags group by 1",
  );
  await into.execute("create index temp.flagged_contribution on flagged (contribution)");
  await into.execute(`insert into queue_entries
      (contribution, essay, claim, kind, state, author, domain, hold_reason, flag_weight, day, newcomer, since)
    select c.row_id, k.essay, c.claim, c.kind, c.state, c.author, c.source_domain,
      case c.state when 'held' then c.state_reason_code end, coalesce(f.weight, 0.0), c.created_at / 86400000,
      c.author not in (select author from accepted), c.created_at
    from contributions c join claims k on k.row_id = c.claim left join flagged f on f.contribution = c.row_id
    where c.state in ('held', 'unreviewed') or f.weight > 0
    order by c.row_id`);
}

/** A number from 0 to 99 for two others that looks like chance; small enough on the way for SQLite's integers. */
const hundredth = (one: string, other: string) =>
  `((${one} * 7919 + ${other} * 104729) % 1000003 * 48271 % 2147483647 % 100)`;

/**
 * Everybody who votes on a claim is found by steps of one width round all people, so that nobody votes twice; the first
 * person has voted on every claim.
 */
async function votes(into: Filling, plan: Plan): Promise<void> {
  await numbers(
    into,
    Math.max(
      plan.votes.reduce((most, n) => Math.max(most, n), 0),
      plan.ratings[0] ?? 0,
      100,
    ),
  );
  await into.execute("create temp table voted (claim integer primary key, count integer, step integer, lean integer)");
  const rows = new Rows(into, "temp.voted", ["claim", "count", "step", "lean"]);
  for (const [i, count] of plan.votes.entries()) {
    await rows.add([i + 1, count, 1 + ((i * 7919) % (plan.people - 1)), 20 + ((i * 31) % 60)]);
  }
  await rows.flush();
  const dice = hundredth("n.i", "v.claim");
  await into.together(async () => {
    await into.execute(`insert into votes (claim, account, value, at)
    select v.claim, 1 + n.i * v.step % ${plan.people}, iif(${dice} < v.lean, 1, iif(${dice} < 85, -1, 0)),
      ${begins} + (n.i * 2654435 + v.claim * 99991) % ${lasts / 1000} * 1000
    from voted v join numbers n on n.i < v.count`);
    await into.execute(
      `insert into vote_events (claim, account, "to", at) select claim, account, value, at from votes`,
    );
  });
}

/** Everybody but its author may rate a contribution, so the steps begin at them and end before they come round. */
async function ratings(into: Filling, plan: Plan): Promise<void> {
  await into.together(async () => {
    await into.execute(`insert into ratings (contribution, account, value, at)
    select c.row_id, 1 + (c.author - 1 + (n.i + 1) * (1 + c.row_id % ${plan.people - 1})) % ${plan.people},
      iif(n.i < c.convincing, 1, -1), c.created_at + ${hour} + n.i
    from contributions c join numbers n on n.i < c.ratings`);
    await into.execute(`insert into rating_events (contribution, account, "to", at)
    select contribution, account, value, at from ratings`);
  });
}

const numbers = async (into: Filling, end: number) => {
  await into.execute("create temp table numbers (i integer primary key)");
  await into.execute(`insert into numbers
    with recursive up(i) as (select 0 union all select i + 1 from up where i < ${end}) select i from up`);
};
