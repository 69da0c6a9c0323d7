import { Refusal } from "@/lib/errors";
import { webAddress } from "@/lib/links/links";
import { slugify } from "@/lib/paths";
import type { GivenFile } from "../files";
import { keptLine } from "../graph/texts";
import type { ReportLine } from "../interchange";
import { type MootJson, mootFormat } from "../moot/format";
import { agreeSign, conventionOf } from "./convention";
import { filesOf } from "./files";
import { historiesOf } from "./histories";
import { files as fileNames, keys as summaryKeys } from "./names";
import { readStatements } from "./statements";
import { readSummary } from "./summary";
import { readParticipants, readVotes, tellGroups } from "./votes";

/** A folder of files that Polis exports. Its statements become claims; how people voted on them comes with them. */
export async function readPolis(files: GivenFile[], now: Date): Promise<{ document: MootJson; report: ReportLine[] }> {
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
  const agree = agreeSign(summary.get(summaryKeys.convention) ?? conventionOf(given.format));
  const { claims, leftOut } = await readStatements(given.statements, summary.get(summaryKeys.title) ?? "", now, report);
  const known = new Map(claims.map(({ claim, number }) => [number, claim.id]));
  const about = { agree, known, leftOut, now, report };
  const said = given.votes
    ? await readVotes(given.votes, about)
    : given.participants
      ? await readParticipants(given.participants, about)
      : new Map();
  if (given.votes && given.participants) await tellGroups(given.participants, report);

  const title = keptLine(summary.get(summaryKeys.title) ?? "", 300).text || "A conversation on Polis";
  const at = now.toISOString();
  const url = webAddress(summary.get("url") ?? "") ?? null;
  return {
    report,
    document: {
      format: mootFormat,
      scope: "essay",
      view: "public",
      essay: { id: "essay", slug: slugify(title), title, author: null, url, createdAt: at },
      sections: [title],
      claims: claims.map(({ claim }) => claim),
      contributions: [],
      votes: historiesOf(
        claims.map(({ claim }) => claim),
        said,
      ),
      ratings: [],
      decisions: [],
      people: [],
    },
  };
}
