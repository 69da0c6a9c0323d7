import { plainText } from "@/lib/rich-text/plain-text";
import { citationOf, counting, type Debate, hiddenWords, type Told, walk } from "../debate";

/** AIF in the form of JSON that AIFdb takes and gives: I-nodes, with RA and CA nodes between them. */
export async function* writeAif(debate: Debate): AsyncGenerator<string> {
  const edges: [from: number, to: number][] = [];
  const claims = new Map<string, number>();
  const supports: [claim: string, other: string][] = [];
  let last = 0;
  let between = "\n";
  const node = (type: "I" | "RA" | "CA", text: string, at: Date) => {
    last += 1;
    const timestamp = at.toISOString().slice(0, 19).replace("T", " ");
    const written = `${between}${JSON.stringify({ nodeID: String(last), text, type, timestamp })}`;
    between = ",\n";
    return written;
  };
  yield '{"nodes":[';
  for await (const claim of debate.claims()) {
    yield node("I", claim.statement, claim.createdAt);
    claims.set(claim.id, last);
    for (const other of claim.supports) supports.push([claim.id, other]);
    const numbers = new Map<string, number>();
    const above = last;
    for (const { told } of walk(counting(claim.answers))) {
      yield node("I", words(told), told.createdAt);
      numbers.set(told.id, last);
      const own = last;
      const [type, scheme] =
        told.stance === "supports" ? (["RA", "Default Inference"] as const) : (["CA", "Default Conflict"] as const);
      yield node(type, scheme, told.createdAt);
      edges.push([own, last], [last, (told.parent === null ? undefined : numbers.get(told.parent)) ?? above]);
    }
  }
  for (const [claim, other] of supports) {
    const [from, to] = [claims.get(claim), claims.get(other)];
    if (from === undefined || to === undefined) continue;
    yield node("RA", "Default Inference", new Date(0));
    edges.push([from, last], [last, to]);
  }
  yield '\n],"edges":[';
  for (const [i, [from, to]] of edges.entries()) {
    const edge = { edgeID: String(i + 1), fromID: String(from), toID: String(to), formEdgeID: null };
    yield `${i === 0 ? "\n" : ",\n"}${JSON.stringify(edge)}`;
  }
  yield '\n],"schemefulfillments":[],"participants":[],"locutions":[]}\n';
}

function words(told: Told): string {
  const { body, source, state } = told;
  if (body === null) return hiddenWords(state);
  const from = source?.url ?? citationOf(told);
  return from ? `${plainText(body)} (${from})` : plainText(body);
}
