import { isListed } from "@/lib/contributions/contributions";
import type { ContributionPart } from "../format";

type Place = { depth: number; answers: number; listed: boolean };

/** What follows from where a contribution stands: its depth, how many listed ones answer it, whether lists show it. */
export function placesOf(all: ContributionPart[]): Map<string, Place> {
  const byId = new Map(all.map((it) => [it.id, it]));
  const depths = new Map<string, number>();
  for (const it of all) {
    const way: ContributionPart[] = [];
    let known: number | undefined;
    for (let one: ContributionPart | undefined = it; one; one = byId.get(one.parent ?? "")) {
      known = depths.get(one.id);
      if (known !== undefined) break;
      way.push(one);
    }
    let depth = known === undefined ? 0 : known + 1;
    for (const one of way.reverse()) depths.set(one.id, depth++);
  }
  const places = new Map<string, Place>(
    all.map((it) => [it.id, { depth: depths.get(it.id) ?? 0, answers: 0, listed: false }]),
  );
  const deepestFirst = [...all].sort((a, b) => (depths.get(b.id) ?? 0) - (depths.get(a.id) ?? 0));
  for (const it of deepestFirst) {
    const place = places.get(it.id);
    if (!place) continue;
    place.listed = isListed(it.state, place.answers);
    const above = places.get(it.parent ?? "");
    if (above && place.listed) above.answers += 1;
  }
  return places;
}
