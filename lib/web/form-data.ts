/** A form's field as text; empty where it is missing or a file. */
export function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/** The fields named `source.…` as one object, empty ones as null. */
export function sourceFrom(form: FormData): Record<string, string | null> {
  const source: Record<string, string | null> = {};
  for (const [name, value] of form) {
    if (name.startsWith("source.") && typeof value === "string") source[name.slice(7)] = value.trim() || null;
  }
  return source;
}
