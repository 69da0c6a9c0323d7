import { expect, test } from "vitest";
import type { GivenFile } from "@/lib/interchange/files";
import { outline, readSample, readWhole, sample } from "./outline";

const file = (name: string, text: string): GivenFile => ({ name, bytes: new TextEncoder().encode(text) });
const statements = file("comments.csv", "comment-id,comment-body,moderated\n0,Cars are loud,0\n");

test("a folder from Polis gives claims with their votes, the latest of each person standing", async () => {
  const { format, report, document } = await readSample("polis");
  expect(format).toBe("polis");
  expect(document?.essay).toMatchObject({ title: "Cars in town, and what to do", url: "https://pol.is/4abc" });
  expect(outline(document)).toEqual([
    'Cars should be kept out, "all of them"',
    "Buses are too dear",
    "=nobody voted on this",
  ]);
  expect(document?.votes).toEqual([
    {
      claim: "c1",
      history: [
        ["v1", null, "agree", 1500000400000],
        ["v2", null, "agree", 1500000410000],
        ["v1", "agree", "disagree", 1500000500000],
      ],
      standing: [],
    },
    {
      claim: "c2",
      history: [
        ["v2", null, "unsure", 1500000420000],
        ["v3", null, "agree", 1500000430000],
      ],
      standing: [],
    },
  ]);
  expect(report.map(({ file, line, what, message }) => `${file}:${line} ${what} ${message}`)).toEqual([
    "summary.csv:8 left-out conversation-description: “Tell us”",
    "comments.csv:5 left-out Statement 2 was moderated out: “Buy my bicycles”",
    "comments.csv:null left-out Who wrote the statements (2 people): a claim has no author.",
    "votes.csv:9 left-out A row that is no vote.",
    "votes.csv:7 left-out 1 votes on statement 2, which was left out.",
    "votes.csv:8 left-out 1 votes on statement 77, which is not among the statements.",
    "participant-votes.csv:null left-out Which of the 2 opinion groups people were in: Moot finds its own.",
  ]);
});

test.each([
  ["agree=+1;disagree=-1;pass=0;format=polis-export/1", "agree"],
  ["agree=-1;disagree=+1;pass=0", "disagree"],
])("where it says %s, 1 is %s", async (declared, value) => {
  const votes = file("votes.csv", "timestamp,comment-id,voter-id,vote\n1700000000000,0,1,1\n");
  const summary = file("summary.csv", `topic,Noise\nvote-convention,${declared}\n`);
  const { document } = await readWhole([statements, votes, summary]);
  expect(document?.votes[0]?.history).toEqual([["v1", null, value, 1700000000000]]);
});

test("a vote-convention that makes no sense is refused", async () => {
  const summary = file("summary.csv", "vote-convention,agree=2;disagree=1\n");
  await expect(readWhole([statements, summary])).rejects.toMatchObject({ code: "import.malformed" });
});

test("without votes.csv, the votes are those of the participants' table", async () => {
  const files = (await sample("polis")).filter((one) => one.name !== "votes.csv");
  const { document } = await readWhole(files);
  expect(document?.votes.map(({ history }) => history.map(([who, , to]) => [who, to]))).toEqual([
    [
      ["v1", "disagree"],
      ["v2", "agree"],
    ],
    [
      ["v2", "unsure"],
      ["v3", "agree"],
    ],
  ]);
});

test("a row with too many cells is told with its line, and the others are read", async () => {
  const broken = file("comments.csv", "comment-id,comment-body\n0,Cars are loud\n1,a,b,c\n2,So are buses\n");
  const { document, report } = await readWhole([broken]);
  expect(outline(document)).toEqual(["Cars are loud", "So are buses"]);
  expect(report).toContainEqual(expect.objectContaining({ line: 3, what: "left-out" }));
});
