import { expect, test } from "vitest";
import { outline, readSample, readText } from "./outline";

test("AIF as AIFdb gives it is read, whatever its ids and nulls", async () => {
  const { format, report, document } = await readSample("aifdb.json");
  expect(format).toBe("aif");
  expect(outline(document)).toEqual([
    "Towns should ban cars",
    "  + The air gets better <Said as: Bob : the air got better>",
    "    ! Some winds blow it in",
    "    ! It was measured once",
    "No cars in towns",
  ]);
  expect(report.map((line) => line.message)).toEqual([
    "“timestamp”, which 1 of the nodes have, has no place here.",
    "An edge from 99 to 2, of which one is not in the file.",
    "Node 7 (CA): It goes against an inference. It is kept as going against what that infers from, node 2.",
    "Node 9 (MA) “Default Rephrase”: a rephrasing, of 8 to 1. Both are kept, that they say the same is not.",
    "Node 12 (L): “Ann : why?”",
    "Node 13 (PA): “Prefer”",
    "1 nodes that say how speech acts hang together (YA, TA): Asserting.",
  ]);
});

test("premises that hold together are kept apart, and that is told", async () => {
  const node = (nodeID: number, type: string, text = `text ${nodeID}`) => ({ nodeID, type, text });
  const nodes = [node(1, "I"), node(2, "I"), node(3, "I"), node(4, "RA", "Expert Opinion")];
  const edges = [2, 3].map((fromID) => ({ fromID, toID: 4 }));
  const { document, report } = await readText(JSON.stringify({ nodes, edges: [...edges, { fromID: 4, toID: 1 }] }));
  expect(outline(document).map((line) => line.replace(/ <.*/, ""))).toEqual(["text 1", "  + text 2", "  + text 3"]);
  expect(report.map((line) => line.message).join()).toMatch(/“Expert Opinion”.*2 premises hold together/s);
});

test("nodes that argue in a circle are read all the same", async () => {
  const nodes = [1, 2].map((nodeID) => ({ nodeID, type: "I", text: `text ${nodeID}` }));
  const schemes = [3, 4].map((nodeID) => ({ nodeID, type: "CA", text: "CA" }));
  const edges = [
    [1, 3],
    [3, 2],
    [2, 4],
    [4, 1],
  ].map(([fromID, toID]) => ({ fromID, toID }));
  const { document } = await readText(JSON.stringify({ nodes: [...nodes, ...schemes], edges }));
  expect(outline(document)).toEqual(["text 1", "  ! text 2", "    ! text 1"]);
});
