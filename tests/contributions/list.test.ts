import type { InStatement, ResultSet } from "@libsql/client";
import { expect, test } from "vitest";
import { withdraw } from "@/lib/contributions/commands";
import { contributionSorts } from "@/lib/contributions/contributions";
import { listContributions } from "@/lib/contributions/list";
import { aClaim, contributionOf } from "../support/debate";
import { moot } from "../support/moot";

test.each(contributionSorts)(
  "what was withdrawn and answered keeps its place in the list, found along an index of such: %s",
  async (sort) => {
    const m = await moot();
    const claim = await aClaim(m);
    const ada = await m.person("ada");
    const [answered, alone] = [await contributionOf(m.db, claim, ada), await contributionOf(m.db, claim, ada)];
    const answer = await contributionOf(m.db, claim, await m.person("bob"), { parent: answered });
    for (const { id } of [answered, alone]) await withdraw(await m.as("ada"), id);

    const asked: string[] = [];
    const { reader } = m.db.clients;
    const execute = reader.execute.bind(reader) as (statement: InStatement) => Promise<ResultSet>;
    reader.execute = ((statement: InStatement) => {
      if (typeof statement !== "string" && statement.sql.includes("union all")) asked.push(statement.sql);
      return execute(statement);
    }) as typeof reader.execute;
    const { items } = await listContributions(await m.as(null), claim.id, { sort, cursor: null });
    expect(new Set(items.map(({ id }) => id))).toEqual(new Set([answered.id, answer.id]));

    const { rows } = await m.db.clients.writer.execute(`explain query plan ${asked[0]}`);
    expect(rows.map(({ detail }) => detail).join("\n")).toContain(`contributions_tombstones_${sort.replace("-", "_")}`);
  },
);
