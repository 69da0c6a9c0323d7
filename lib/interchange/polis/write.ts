import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/ctx";
import { table, words } from "../csv";
import type { Debate } from "../debate";
import { Numbers } from "../moot/keys";
import { columns, files, formatId, keys, ownStatements } from "./names";

/** Rows read at a time. */
const batch = 5000;
/** Rows of the participants' table made at a time: each has a cell for each claim. */
const people = 200;

const convention = `agree=+1;disagree=-1;pass=0;format=${formatId}`;

export type PolisFile = { name: string; type: string; text: () => AsyncGenerator<string> };

/**
 * Polis's export files. Claims are its statements, numbered in reading order; whoever voted has a number and nothing
 * else, the same in every file, in the order in which they first come up. The votes are those that stand: Polis has no
 * word for a vote that was taken back.
 */
export function polisFiles(ctx: Ctx, debate: Debate): PolisFile[] {
  const csv = (name: string, text: () => AsyncGenerator<string>) => ({ name, type: "text/csv; charset=utf-8", text });
  return [
    csv(files.summary, () => summary(ctx, debate)),
    csv(files.statements, () => statements(debate)),
    csv(files.votes, () => votes(ctx, debate)),
    csv(files.participants, () => participants(ctx, debate)),
    { name: files.format, type: "application/json", text: () => format() },
  ];
}

async function* summary(ctx: Ctx, debate: Debate): AsyncGenerator<string> {
  let voters = 0;
  for await (const rows of standingVotes(ctx, debate)) voters = Math.max(voters, ...rows.map((row) => row.voter + 1));
  yield table([
    [keys.title, words(debate.title)],
    ["url", debate.url ?? ""],
    ["voters", voters],
    ["voters-in-conv", voters],
    [keys.authors, 0],
    [keys.statements, debate.count],
    ["groups", 0],
    [keys.description, words(debate.author)],
    [keys.convention, convention],
  ]);
}

async function* statements(debate: Debate): AsyncGenerator<string> {
  yield table([
    ["timestamp", "datetime", columns.statement, columns.author, "agrees", "disagrees", "moderated", columns.words],
  ]);
  let number = 0;
  for await (const { createdAt, tally, statement } of debate.claims()) {
    const at = createdAt.getTime();
    yield table([[at, new Date(at).toUTCString(), number, "", tally.agree, tally.disagree, 1, words(statement)]]);
    number += 1;
  }
}

async function* votes(ctx: Ctx, debate: Debate): AsyncGenerator<string> {
  yield table([["timestamp", "datetime", columns.statement, columns.voter, "vote"]]);
  for await (const rows of standingVotes(ctx, debate)) {
    yield table(rows.map(({ at, claim, voter, value }) => [at, new Date(at).toUTCString(), claim, voter, value]));
  }
}

async function* participants(ctx: Ctx, debate: Debate): AsyncGenerator<string> {
  const claimRows: number[] = [];
  for await (const claim of debate.claims()) claimRows.push(claim.rowId);
  const counts = ["n-votes", "n-agree", "n-disagree"];
  yield table([["participant", columns.group, ownStatements, ...counts, ...claimRows.map((_, i) => i)]]);
  const accounts = new Numbers();
  let voters = 0;
  for await (const rows of standingVotes(ctx, debate)) {
    for (const { voter, account } of rows) {
      accounts.set(voter, account);
      voters = Math.max(voters, voter + 1);
    }
  }
  const placeOf = new Map(claimRows.map((rowId, i) => [rowId, i]));
  for (let from = 0; from < voters; from += people) {
    const some = Array.from({ length: Math.min(people, voters - from) }, (_, i) => accounts.get(from + i));
    const cast = await ctx.db.all<{ account: number; claim: number; value: number }>(sql`
      select account, claim, value from votes where account in (select value from json_each(${JSON.stringify(some)}))`);
    const byAccount = new Map(some.map((account) => [account, new Map<number, number>()]));
    for (const { account, claim, value } of cast) {
      const place = placeOf.get(claim);
      if (place !== undefined) byAccount.get(account)?.set(place, value);
    }
    yield table(
      some.map((account, i) => {
        const own = byAccount.get(account) ?? new Map<number, number>();
        const values = [...own.values()];
        const counted = [
          values.length,
          values.filter((one) => one === 1).length,
          values.filter((one) => one === -1).length,
        ];
        return [from + i, "", 0, ...counted, ...claimRows.map((_, place) => own.get(place) ?? "")];
      }),
    );
  }
}

async function* format(): AsyncGenerator<string> {
  const voteColumns = {
    [files.votes]: { vote: "vote" },
    [files.summary]: { [keys.convention]: "declaration" },
    [files.statements]: { agrees: "count", disagrees: "count" },
    [files.participants]: { "<statement>": "vote", "n-votes": "count", "n-agree": "count", "n-disagree": "count" },
  };
  const vote = { agree: 1, disagree: -1, pass: 0 };
  yield `${JSON.stringify({ format: formatId, [keys.convention]: convention, vote, files: voteColumns }, null, 2)}\n`;
}

type Standing = { claim: number; voter: number; account: number; value: number; at: number };

/**
 * The votes that stand, claim by claim in the order in which they were cast; those that a merge brought come after.
 * Agree is 1, as it is here.
 */
async function* standingVotes(ctx: Ctx, debate: Debate): AsyncGenerator<Standing[]> {
  const numbers = new Numbers();
  let voters = 0;
  const numbered = (claim: number, rows: { account: number; value: number; at: number }[]): Standing[] =>
    rows.map((row) => {
      if (numbers.get(row.account) === 0) {
        voters += 1;
        numbers.set(row.account, voters);
      }
      return { ...row, claim, voter: numbers.get(row.account) - 1 };
    });
  let place = 0;
  for await (const { rowId } of debate.claims()) {
    let last = { cast: -1, row_id: 0 };
    for (;;) {
      const rows = await ctx.db.all<{
        account: number;
        value: number;
        at: number;
        cast: number;
        row_id: number;
        last: number;
      }>(sql`
        select e.account, v.value, v.at, e.at as cast, e.row_id, v.account is not null and e.row_id = (
            select l.row_id from vote_events l where l.account = e.account and +l.claim = e.claim
            order by l.at desc, l.row_id desc limit 1) as last
        from vote_events e left join votes v on v.claim = e.claim and v.account = e.account
        where e.claim = ${rowId} and (e.at, e.row_id) > (${last.cast}, ${last.row_id})
        order by e.at, e.row_id limit ${batch}`);
      yield numbered(
        place,
        rows.filter((row) => row.last === 1),
      );
      const end = rows.at(-1);
      if (rows.length < batch || !end) break;
      last = end;
    }
    for (let after = 0; ; ) {
      const rows = await ctx.db.all<{ account: number; value: number; at: number }>(sql`
        select v.account, v.value, v.at from votes v where v.claim = ${rowId} and v.carried_by is not null and v.account > ${after}
          and not exists (select 1 from vote_events e where e.account = v.account and +e.claim = v.claim)
        order by v.account limit ${batch}`);
      yield numbered(place, rows);
      const end = rows.at(-1);
      if (rows.length < batch || !end) break;
      after = end.account;
    }
    place += 1;
  }
}
