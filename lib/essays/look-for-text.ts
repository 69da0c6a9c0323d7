import type { Ctx } from "@/lib/ctx";
import { invalid } from "@/lib/errors";
import { webAddress } from "@/lib/links/links";
import { authorize } from "@/lib/policy/policy";
import { type EssayFile, type EssayFound, looker } from "@/lib/sources/look-up";
import { type Fault, faultWords } from "@/lib/sources/sources";

/** The text at an address or in a file, for somebody to go through before it is brought in. */
export async function lookForText(ctx: Ctx, from: { url: string } | { file: EssayFile }): Promise<EssayFound> {
  authorize(ctx, "essay.make");
  if ("file" in from) {
    return taken(await looker.essayIn?.(from.file), "file", "Moot reads no files just now. Paste the text instead.");
  }
  const url = webAddress(from.url);
  if (url === undefined) throw invalid({ url: "Give the whole address, beginning with https:// or http://." });
  return taken(await looker.essayAt?.(url), "url", "Moot looks at no addresses just now. Paste the text instead.");
}

function taken(found: EssayFound | Fault | undefined, field: string, otherwise: string): EssayFound {
  if (found === undefined) throw invalid({ [field]: otherwise });
  if (typeof found === "string") throw invalid({ [field]: `${faultWords[found]} Paste the text instead.` });
  if (found.markdown.trim() === "") throw invalid({ [field]: "There is no text in it that Moot can read. Paste it." });
  return found;
}
