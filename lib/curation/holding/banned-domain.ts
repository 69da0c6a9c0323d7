import { Refusal } from "@/lib/errors";
import { paths } from "@/lib/paths";
import { gradesOf } from "../queries/grades";
import type { HoldRule } from "./rule";

/** In an edit, what was there before may stay: its grade is shown beside it. */
export const bannedDomain: HoldRule = {
  code: "banned-domain",
  forCurators: true,
  async judge(ctx, { domains, before }) {
    const there = new Set(before?.domains.map(({ domain }) => domain));
    const brought = domains.filter(({ domain }) => !there.has(domain));
    const grades = await gradesOf(
      ctx,
      brought.map(({ domain }) => domain),
    );
    for (const { domain, field } of brought) {
      const found = grades.get(domain);
      if (found?.grade !== "banned") continue;
      const sentence = `Nothing from ${found.domain} is taken here: a moderator banned it. Rely on another source, or read why.`;
      return new Refusal(422, "source.banned", sentence, {
        errors: { [field]: sentence },
        details: { banned: { domain: found.domain, url: paths.source(found.domain) } },
      });
    }
    return undefined;
  },
};
