import { Refusal } from "@/lib/errors";
import { pageLanguage } from "@/lib/essays/languages";
import { webAddress } from "@/lib/links/links";
import { slugify } from "@/lib/paths";
import type { GivenFile } from "../files";
import { keptLine } from "../graph/texts";
import type { ReportLine } from "../interchange";
import { mootFormat, type VotesPart } from "../moot/format";
import { Counted, type DebatePart, held, type Incoming } from "../moot/incoming";
import { CastVotes } from "./cast-votes";
import { agreeSign, conventionOf } from "./convention";
import { filesOf } from "./files";
import { files as fileNames, keys as summaryKeys } from "./names";
import { readStatements } from "./statements";
import { readSummary } from "./summary";
import { readParticipants, readVotes, tellGroups } from "./votes";

/** A folder of files that Polis exports. Its statements become claims; how people voted on them comes with them. */
export async function readPolis(files: GivenFile[], now: Date): Promise<{ incoming: Incoming; report: ReportLine[] }> {
  const report: ReportLine[] = [];
  const given = filesOf(files);
  if (!given.statements) {
    throw new Refusal(
      422,
      "import.malformed",
      `Of Polis's files, the one with the statements is missing: ${fileNames.statements}.`,
    );
  }
  for (const file of files) {
    if (!Object.values(given).includes(file))
      report.push({ file: file.name, line: null, what: "left-out", message: "Moot does not read this file." });
  }
  const summary = await readSummary(given.summary, report);
  const declared = await conventionOf(given.format, report);
  const agree = agreeSign(summary.get(summaryKeys.convention) ?? declared);
  const { claims, leftOut } = await readStatements(given.statements, summary.get(summaryKeys.title) ?? "", now, report);
  const known = new Map(claims.map(({ number }, place) => [number, place]));
  const about = { agree, known, leftOut, now, report };
  const said = given.votes
    ? await readVotes(given.votes, about)
    : given.participants
      ? await readParticipants(given.participants, about)
      : new CastVotes();
  if (given.votes && given.participants) await tellGroups(given.participants, report);

  const title = keptLine(summary.get(summaryKeys.title) ?? "", 300).text || "A conversation on Polis";
  const at = now.toISOString();
  const url = webAddress(summary.get("url") ?? "") ?? null;
  const document: DebatePart = {
    format: mootFormat,
    scope: "essay",
    view: "public",
    essay: {
      ...{ id: "essay", slug: slugify(title), title, author: null, url, createdAt: at },
      ...{ language: pageLanguage, translationOf: null },
    },
    sections: [title],
    texts: [],
    claims: claims.map(({ claim }) => claim),
    contributions: [],
    decisions: [],
    people: [],
  };
  const ids = claims.map(({ claim }) => claim.id);
  return { report, incoming: withVotes(document, () => said.histories(ids)) };
}

function withVotes(document: DebatePart, parts: () => Iterable<VotesPart>): Incoming {
  const counted = new Counted();
  for (const part of parts()) counted.add("votes", part);
  async function* again() {
    yield* parts();
  }
  return {
    document,
    voters: counted.voters,
    votes: { ...counted.of.votes, parts: again },
    ratings: held(document).ratings,
  };
}
