export type LinkedData = { title?: string; author?: string; publisher?: string; date?: string };

/** What schema.org data in a page says of the work itself. It is searched only so far: it may be anything. */
export function readLinkedData(blocks: string[]): LinkedData {
  for (const block of blocks) {
    const nodes = nodesIn(parsed(block));
    const work = nodes.find((node) => worksOfType(node) && (node.author || node.datePublished || node.headline));
    if (!work) continue;
    return {
      ...given("title", textOf(work.headline) ?? textOf(work.name)),
      ...given("author", namesIn(work.author, nodes)),
      ...given("publisher", namesIn(work.publisher, nodes)),
      ...given("date", textOf(work.datePublished) ?? textOf(work.dateCreated)),
    };
  }
  return {};
}

type Node = Record<string, unknown>;

const given = <K extends string>(name: K, text: string | undefined): { [name in K]?: string } =>
  (text === undefined ? {} : { [name]: text }) as { [name in K]?: string };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.trim().replace(/^<!--|-->$/g, ""));
  } catch {
    return null;
  }
}

const nodesAtMost = 500;

/** All objects within, breadth first. */
function nodesIn(value: unknown): Node[] {
  const found: Node[] = [];
  let level: unknown[] = [value];
  for (let depth = 0; depth < 6 && found.length < nodesAtMost; depth += 1) {
    const below: unknown[] = [];
    for (const one of level.slice(0, nodesAtMost)) {
      if (Array.isArray(one)) below.push(...one.slice(0, nodesAtMost));
      else if (isNode(one)) {
        found.push(one);
        below.push(...Object.values(one).slice(0, 100));
      }
    }
    level = below;
  }
  return found;
}

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);

const works =
  /Article|BlogPosting|Report|Book|Dataset|WebPage|CreativeWork|Thesis|Chapter|Legislation|PodcastEpisode|VideoObject/;

const worksOfType = (node: Node): boolean => [node["@type"]].flat().some((type) => works.test(String(type)));

const textOf = (value: unknown): string | undefined =>
  typeof value === "string"
    ? value
    : isNode(value) && typeof value["@value"] === "string"
      ? value["@value"]
      : undefined;

/** Names of people or organisations, which may be named elsewhere in the same data. */
function namesIn(value: unknown, nodes: Node[]): string | undefined {
  const names = [value]
    .flat()
    .slice(0, 10)
    .map((one) => {
      if (typeof one === "string") return one;
      if (!isNode(one)) return undefined;
      const named = one.name ? one : nodes.find((node) => node["@id"] === one["@id"] && node.name);
      return textOf(named?.name);
    });
  return names.filter((name) => name && !/^https?:/.test(name)).join(", ") || undefined;
}
