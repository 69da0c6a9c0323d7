import type { ReportLine } from "../interchange";

type Loose = Record<string, unknown>;
type Parts = { nodes: Loose[]; edges: Loose[]; locutions: Loose[]; participants: Loose[] };
type Note = (what: ReportLine["what"], message: string) => void;

/** What is read of each; ids that nothing else refers to are no loss. */
const read: Record<keyof Parts, string[]> = {
  nodes: ["nodeID", "text", "type"],
  edges: ["edgeID", "fromID", "toID", "formEdgeID"],
  locutions: ["nodeID", "personID"],
  participants: ["participantID", "firstname", "surname"],
};

/** Tells of the fields that the file has and Moot has no place for, each once. */
export function tellFields(note: Note, whole: object, parts: Parts): void {
  for (const [name, value] of Object.entries(whole)) {
    if (name in read || (Array.isArray(value) && value.length === 0) || value === null) continue;
    const many = Array.isArray(value) ? `, of ${value.length},` : "";
    note("left-out", `“${name}”${many} has no place here.`);
  }
  for (const [part, known] of Object.entries(read) as [keyof Parts, string[]][]) {
    const counts = new Map<string, number>();
    for (const one of parts[part]) {
      for (const [field, value] of Object.entries(one)) {
        if (!known.includes(field) && value !== null && value !== "") counts.set(field, (counts.get(field) ?? 0) + 1);
      }
    }
    for (const [field, count] of counts) {
      note("left-out", `“${field}”, which ${count} of the ${part} have, has no place here.`);
    }
  }
}

/** Who uttered what: names by the ids of the L-nodes. */
export function speakersOf({ locutions, participants }: Parts): Map<string, string> {
  const names = new Map(participants.map((one) => [String(one.participantID), nameOf(one)]));
  return new Map(
    locutions.flatMap(({ nodeID, personID }) => {
      const name = names.get(String(personID));
      return name ? [[String(nodeID), name]] : [];
    }),
  );
}

/** Tells of those whose name stands at nothing that was kept. */
export function tellSilent(note: Note, { participants }: Parts, heard: ReadonlySet<string>): void {
  const silent = new Set(participants.map(nameOf).filter((name) => name !== "" && !heard.has(name)));
  for (const name of silent) note("left-out", `Nothing that is kept was said by ${name}.`);
}

const nameOf = ({ firstname, surname }: Loose): string => [firstname, surname].filter(Boolean).join(" ").trim();
