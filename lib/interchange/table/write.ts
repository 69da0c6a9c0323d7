import { paths } from "@/lib/paths";
import { plainText } from "@/lib/rich-text/plain-text";
import { table, words } from "../csv";
import { type Debate, walk } from "../debate";

const columns = [
  ...["type", "id", "address", "section", "claim", "parent", "kind", "stance", "state", "reason", "author", "created"],
  ...[
    "text",
    "passage",
    "resolves on",
    "supports",
    "agree",
    "disagree",
    "unsure",
    "votes",
    "convincing",
    "unconvincing",
  ],
  ...["source address", "source citation", "source title", "source author", "source publisher", "source date"],
  ...["source type", "source excerpt"],
];

/** One table: a row a claim, followed by a row for each contribution on it. */
export async function* writeTable(debate: Debate, link: (path: string) => string): AsyncGenerator<string> {
  // A mark by which spreadsheets know that it is UTF-8.
  yield `\uFEFF${table([columns])}`;
  for await (const claim of debate.claims()) {
    const section = words(debate.sections[claim.section] ?? "");
    const { agree, disagree, unsure, total } = claim.tally;
    // A claim's state is how it was resolved, as it reads now.
    const found = claim.resolution?.current ? claim.resolution : null;
    yield table([
      [
        ...["claim", claim.id, link(paths.claim(claim)), section, claim.id, "", claim.kind, ""],
        ...[found?.outcome ?? "", words(found?.reasons ?? null), ""],
        ...[claim.createdAt.toISOString(), words(claim.statement), words(claim.quote), claim.resolvesOn ?? ""],
        ...[claim.supports.join(" "), agree, disagree, unsure, total, "", ""],
        ...Array(8).fill(""),
      ],
    ]);
    for (const { told } of walk(claim.answers)) {
      const { source } = told;
      yield table([
        [
          ...[told.kind, told.id, link(paths.contribution(told)), section, claim.id, told.parent ?? claim.id, ""],
          ...[told.stance, told.state, words(told.reason), words(told.author), told.createdAt.toISOString()],
          ...[told.body === null ? "" : words(plainText(told.body)), "", "", "", "", "", "", ""],
          ...[told.convincing, told.unconvincing, source?.url ?? "", words(source?.citation ?? null)],
          ...[words(source?.title ?? null), words(source?.author ?? null), words(source?.publisher ?? null)],
          ...[source?.date ?? "", source?.type ?? "", words(source?.excerpt ?? null)],
        ],
      ]);
    }
  }
}
