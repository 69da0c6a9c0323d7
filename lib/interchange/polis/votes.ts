import { rowsOf } from "../csv";
import type { GivenFile } from "../files";
import type { ReportLine } from "../interchange";
import { CastVotes, type Vote } from "./cast-votes";
import { agreeSign, voteOf } from "./convention";
import { columns, knownColumns } from "./names";
import { tellColumns } from "./tell-columns";
import { timeOf } from "./time";

/** What has to be known to read votes. */
type About = {
  agree: 1 | -1;
  /** The claims' places by the statements' numbers. */
  known: Map<string, number>;
  leftOut: Set<string>;
  now: Date;
  report: ReportLine[];
};

/** Votes as they are read, and those that are lost with their statement. */
function collector(file: GivenFile, { known, leftOut, report }: About) {
  const votes = new CastVotes();
  const lost = new Map<string, { line: number; count: number }>();
  return {
    add(number: string, vote: Vote, line: number): void {
      const claim = known.get(number);
      if (claim !== undefined) {
        votes.add(claim, vote);
        return;
      }
      const counted = lost.get(number) ?? { line, count: 0 };
      counted.count += 1;
      lost.set(number, counted);
    },
    done(): CastVotes {
      for (const [number, { line, count }] of lost) {
        const why = leftOut.has(number) ? "which was left out" : "which is not among the statements";
        const message = `${count} votes on statement ${number}, ${why}.`;
        report.push({ file: file.name, line, what: "left-out", message });
      }
      return votes;
    },
  };
}

/** Every vote that was given, with its time. */
export async function readVotes(file: GivenFile, about: About): Promise<CastVotes> {
  const { now, report } = about;
  const { add, done } = collector(file, about);
  let sign = about.agree;
  const onNote = (note: string) => {
    const declared = /^vote-convention:\s*(.*)$/i.exec(note)?.[1];
    if (declared !== undefined) sign = agreeSign(declared);
  };
  const onColumns = tellColumns(file, knownColumns.votes, report);
  for await (const { cells, line } of rowsOf(file, report, { onNote, onColumns })) {
    const voter = cells[columns.voter]?.trim() ?? "";
    const value = voteOf(cells.vote ?? "", sign);
    if (voter === "" || value === undefined) {
      report.push({ file: file.name, line, what: "left-out", message: "A row that is no vote." });
      continue;
    }
    add(cells[columns.statement]?.trim() ?? "", { voter, value, at: timeOf(cells) ?? now.getTime() }, line);
  }
  return done();
}

/** The table of the votes that stand, which knows no times. */
export async function readParticipants(file: GivenFile, about: About): Promise<CastVotes> {
  const { agree, now, report } = about;
  const { add, done } = collector(file, about);
  for await (const { cells, line } of rowsOf(file, report)) {
    const voter = cells.participant?.trim() ?? "";
    for (const [number, cell] of Object.entries(cells)) {
      if (!/^\d+$/.test(number) || cell.trim() === "") continue;
      const value = voteOf(cell, agree);
      if (value && voter !== "") add(number, { voter, value, at: now.getTime() }, line);
      else
        report.push({
          file: file.name,
          line,
          what: "left-out",
          message: `On statement ${number}: “${cell.slice(0, 50)}” is no vote.`,
        });
    }
  }
  report.push({
    file: file.name,
    line: null,
    what: "changed",
    message: "It doesn't say when people voted: the time is that of the import.",
  });
  await tellGroups(file, report);
  return done();
}

/** Tells of the groups that Polis found. */
export async function tellGroups(file: GivenFile, report: ReportLine[]): Promise<void> {
  const groups = new Set<string>();
  for await (const { cells } of rowsOf(file, [])) {
    const group = cells[columns.group]?.trim();
    if (group) groups.add(group);
  }
  if (groups.size > 0)
    report.push({
      file: file.name,
      line: null,
      what: "left-out",
      message: `Which of the ${groups.size} opinion groups people were in: Moot finds its own.`,
    });
}
