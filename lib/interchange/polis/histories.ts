import type { ClaimPart, VotesPart } from "../moot/format";
import type { Value } from "./convention";
import type { Votes } from "./votes";

/** Each person's changes on each claim, by time; the last stands. Who they are is said by a number alone. */
export function historiesOf(claims: ClaimPart[], votes: Votes): VotesPart[] {
  const keys = new Map<string, string>();
  return claims.flatMap(({ id }) => {
    const said = [...(votes.get(id) ?? [])].sort((a, b) => a.at - b.at);
    if (said.length === 0) return [];
    const before = new Map<string, Value>();
    const history: VotesPart["history"] = [];
    for (const { voter, value, at } of said) {
      const from = before.get(voter) ?? null;
      if (from === value) continue;
      before.set(voter, value);
      const key = keys.get(voter) ?? `v${keys.size + 1}`;
      keys.set(voter, key);
      history.push([key, from, value, at]);
    }
    return [{ claim: id, history, standing: [] }];
  });
}
