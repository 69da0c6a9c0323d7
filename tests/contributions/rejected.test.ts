import { expect, test } from "vitest";
import { rejectedAmong } from "@/lib/contributions/queries";
import { createCtx } from "@/lib/ctx";
import { moot } from "../support/moot";
import { watched } from "../support/plans";

test.each([
  ["to a claim", null],
  ["to one contribution", 2],
])(
  "what was rejected of the answers %s is read along an index of such alone, however much was rejected elsewhere",
  async (_, parent) => {
    const { db } = await moot();
    const asked: string[] = [];
    await rejectedAmong(createCtx(watched(db, (sql) => asked.push(sql))), 1, parent);
    const { rows } = await db.clients.reader.execute(`explain query plan ${asked.at(-1)}`);
    // Of the whole, not of what each row asks for.
    const steps = rows.filter((row) => Number(row.parent) === 0).map(({ detail }) => String(detail));
    expect(steps[0]).toMatch(/USING COVERING INDEX contributions_rejected \(claim=\? AND parent=\?\)/);
    expect(steps.join()).not.toContain("TEMP B-TREE");
  },
);
