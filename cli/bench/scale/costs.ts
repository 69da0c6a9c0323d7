import type { Results } from "../against";

/** What one of each costs, by the bench; ms are of one core. */
export type Costs = {
  pageMs: number;
  pageBytes: number;
  renderMs: number;
  voteMs: number;
  attachMs: number;
  searchMs: number;
  viewerMs: number;
  lockMs: number;
  listenerBytes: number;
  voteBytes: number;
  contributionBytes: number;
};

type Source = { part: string; name: RegExp; of: (value: number, note: string) => number };

const perSecond = (value: number) => 1000 / value;
const asItIs = (value: number) => value;

/** Which figure of the bench each cost is read from. */
export const sources: Record<keyof Costs, Source[]> = {
  pageMs: [{ part: "pages", name: /^claim page, 50/, of: perSecond }],
  pageBytes: [{ part: "pages", name: /^claim page, 50/, of: (_, note) => Number(/^(\d+) bytes/.exec(note)?.[1]) }],
  renderMs: [{ part: "rendering", name: /page with 50/, of: asItIs }],
  voteMs: [{ part: "votes", name: /^votes through the API/, of: perSecond }],
  attachMs: [{ part: "deeds", name: /^attach evidence/, of: perSecond }],
  searchMs: [{ part: "deeds", name: /^search$/, of: perSecond }],
  viewerMs: [{ part: "deeds", name: /^what a signed-in reader/, of: perSecond }],
  lockMs: [{ part: "flat", name: /^write lock held, half of the time/, of: asItIs }],
  listenerBytes: [{ part: "live", name: /^memory for 5,000/, of: (mb) => (mb * 2 ** 20) / 5000 }],
  voteBytes: [{ part: "flat", name: /^a vote, with its history/, of: asItIs }],
  contributionBytes: [
    { part: "flat", name: /^a contribution, with its text/, of: asItIs },
    { part: "flat", name: /^a contribution's words/, of: asItIs },
  ],
};

/** The costs by these runs of the bench; of a figure that several hold, the last one's. */
export function costsOf(runs: Results[]): Costs {
  const figures = runs.flatMap((run) => run.figures);
  const one = ({ part, name, of }: Source) => {
    const figure = figures.findLast((figure) => figure.part === part && name.test(figure.name));
    const value = figure && of(figure.ours.median, figure.note ?? "");
    if (value === undefined || !Number.isFinite(value)) {
      throw new Error(
        `No figure of the part ${part} fits ${name}. Run: npm run bench -- ${part}, and give its file, too.`,
      );
    }
    return value;
  };
  return Object.fromEntries(
    Object.entries(sources).map(([cost, from]) => [cost, from.reduce((sum, source) => sum + one(source), 0)]),
  ) as Costs;
}
