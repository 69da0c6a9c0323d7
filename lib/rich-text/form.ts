/**
 * What a form brings of its body: the editor's document where there was an editor, the text area's Markdown where there
 * was none. Hand it to `parseBody`, which says what is wrong with it.
 */
export function bodyFrom(form: FormData): unknown {
  const document = form.get("document");
  if (typeof document === "string" && document !== "") {
    try {
      return JSON.parse(document);
    } catch {
      return { type: "unreadable" };
    }
  }
  const markdown = form.get("markdown");
  return typeof markdown === "string" ? { markdown } : undefined;
}
