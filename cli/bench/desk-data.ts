import type { Client } from "@libsql/client";
import { openDatabase } from "@/db/client";
import { accounts } from "@/db/schema";
import { addByOperator, makeToken, signUp } from "@/lib/accounts/commands";
import { createCtx } from "@/lib/ctx";
import { password } from "./data";

const authors = 500;
const batch = 5000;

/**
 * Has exactly `count` contributions wait in the bench's database, of many authors and sites, over a hundred days, one in
 * fifty flagged; and a moderator who reads the queue. Always the same rows, written by SQL: commands would take an hour.
 * Answers the moderator's token and what can be decided about.
 */
export async function makeQueue(database: string, count: number): Promise<{ token: string; ids: string[] }> {
  const db = await openDatabase({ url: `file:${database}` });
  try {
    const now = new Date();
    await signUp(createCtx(db, null, now), { name: "bench-moderator", password });
    await addByOperator(createCtx(db, null, now), { name: "bench-moderator", role: "moderator" });
    const [viewer] = (await db.select().from(accounts)).filter(({ name }) => name === "bench-moderator");
    if (!viewer) throw new Error("no moderator");
    const { rowId, id, name, role } = viewer;
    const as = { rowId, id, name, role, curates: null, banned: false, session: null, scope: "write" as const };
    const { secret } = await makeToken(createCtx(db, as, now), { name: "desk", scope: "write" });

    const { writer } = db.clients;
    // What the other parts attached would wait beside it.
    await writer.execute("update contributions set state = 'accepted'");
    await writer.execute("delete from queue_entries");
    await insert(writer, count, now.getTime());
    const rows = (await writer.execute("select id from contributions where id like 'q%' order by row_id limit 20000"))
      .rows;
    return { token: secret, ids: rows.map((row) => String(row.id)) };
  } finally {
    await db.close();
  }
}

async function insert(writer: Client, count: number, now: number): Promise<void> {
  const series = (from: number, to: number) => `(
    with recursive n(i) as (select ${from} union all select i + 1 from n where i < ${to - 1}) select i from n)`;
  await writer.execute(`insert into accounts (id, name, name_skeleton, created_at)
    select 'qa' || i, 'queue-author-' || i, 'queue-author-' || i, ${now} from ${series(0, authors)}`);
  const first = "(select min(row_id) from accounts where id like 'qa%')";
  const claims = Number((await writer.execute("select count(*) as n from claims")).rows[0]?.n);
  const body = JSON.stringify({
    type: "doc",
    content: [
      { type: "paragraph", content: [{ type: "text", text: "It was measured twice, with the same outcome." }] },
    ],
  });
  for (let from = 0; from < count; from += batch) {
    const some = series(from, Math.min(count, from + batch));
    // Spread by factors that share nothing with the counts, so that authors, claims, sites and days mix.
    await writer.batch(
      [
        `insert into contributions (id, claim, depth, kind, stance, author, state, state_reason_code, listed, source_domain, created_at)
         select 'q' || printf('%08d', i),
           k.row_id, 0,
           iif(i % 5 = 0, 'rebuttal', 'evidence'), iif(i % 2 = 0 or i % 5 = 0, 'contradicts', 'supports'),
           ${first} + (i * 13) % ${authors}, iif(i % 10 = 3, 'held', 'unreviewed'), iif(i % 10 = 3, 'new-account', null),
           i % 10 <> 3, 'site-' || ((i * 11) % 300) || '.example', ${now} - 86400000 * ((i * 17) % 100) - i
         from ${some} join (select row_id, row_number() over (order by row_id) - 1 as n from claims) k
           on k.n = (i * 7) % ${claims} order by i`,
        `insert into revisions (contribution, number, by, at, body, text, source_url, source_title, source_excerpt)
         select row_id, 1, author, created_at, '${body}', 'It was measured twice, with the same outcome.',
           'https://' || source_domain || '/' || id, 'Report ' || id, 'the gap was four months'
         from contributions where id >= 'q${pad(from)}' and id < 'q${pad(from + batch)}'`,
        `insert into flags (id, contribution, account, reason, at)
         select 'f' || id, row_id, ${first} + (row_id * 3) % ${authors}, iif(row_id % 2, 'spam', 'misquotes'), created_at
         from contributions where id >= 'q${pad(from)}' and id < 'q${pad(from + batch)}'
           and row_id % 50 = 0 and state <> 'held'`,
      ],
      "write",
    );
  }
  await writer.execute(`insert into queue_entries
    (contribution, essay, claim, kind, state, author, domain, hold_reason, flag_weight, day, newcomer, since)
    select c.row_id, k.essay, c.claim, c.kind, c.state, c.author, c.source_domain, c.state_reason_code,
      coalesce((select count(*) * 0.5 from flags f where f.contribution = c.row_id and f.closed_at is null), 0.0),
      c.created_at / 86400000, 1, c.created_at
    from contributions c join claims k on k.row_id = c.claim where c.id like 'q%'`);
}

const pad = (n: number) => String(n).padStart(8, "0");
