import type { GivenFile } from "../files";
import { files as fileNames } from "./names";

/** Files go by the end of their names: some are prefixed with the report's id. Older ones have participants in the plural. */
export function filesOf(files: GivenFile[]) {
  const isCalled = (file: GivenFile, name: string) => {
    const called = file.name.toLowerCase().replace("participants-", "participant-");
    return called === name || (called.endsWith(name) && /[-_.]/.test(called.at(-name.length - 1) ?? ""));
  };
  const participants = files.find((file) => isCalled(file, fileNames.participants));
  return {
    statements: files.find((file) => isCalled(file, fileNames.statements)),
    participants,
    votes: files.find((file) => file !== participants && isCalled(file, fileNames.votes)),
    summary: files.find((file) => isCalled(file, fileNames.summary)),
    format: files.find((file) => isCalled(file, fileNames.format)),
  };
}

export const looksLikePolis = (files: GivenFile[]): boolean => filesOf(files).statements !== undefined;
