/** A form's fields as somebody left them, and when. Boxes and circles that were ticked stand as their value. */
export type Draft = { at: number; fields: [name: string, value: string][] };

const prefix = "moot.draft.";
const keptFor = 60 * 24 * 60 * 60 * 1000;

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The fields that somebody fills in. Of the hidden ones that is the editor's document alone. Passwords are nobody's. */
const fieldsOf = (form: HTMLFormElement): Field[] =>
  Array.from(form.elements).filter(
    (field): field is Field =>
      (field instanceof HTMLInputElement ||
        field instanceof HTMLTextAreaElement ||
        field instanceof HTMLSelectElement) &&
      field.name !== "" &&
      (field.type === "hidden"
        ? field.name === "document"
        : !["password", "file", "submit", "button", "image", "reset"].includes(field.type)),
  );

const isTicked = (field: Field): field is HTMLInputElement => field.type === "checkbox" || field.type === "radio";

/** What is in the form now, or undefined if nothing is written in it. */
export function take(form: HTMLFormElement): Draft | undefined {
  const fields = fieldsOf(form);
  const written = fields.some((field) => !isTicked(field) && field.type !== "select-one" && field.value.trim() !== "");
  if (!written) return undefined;
  const filled = fields.filter((field) => !isTicked(field) || field.checked);
  return { at: Date.now(), fields: filled.map((field) => [field.name, field.value]) };
}

/** Puts a draft back into the fields that nobody has touched yet, so that whatever listens to them hears of it. */
export function fill(form: HTMLFormElement, draft: Draft): void {
  for (const field of fieldsOf(form)) {
    const values = draft.fields.filter(([name]) => name === field.name).map(([, value]) => value);
    if (isTicked(field)) {
      if (field.checked === field.defaultChecked && field.checked !== values.includes(field.value)) field.click();
      continue;
    }
    const [value] = values;
    if (value === undefined || value === field.value || isTouched(field)) continue;
    // React hears of a value only if it was set behind its back.
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set?.call(field, value);
    field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? "change" : "input", { bubbles: true }));
  }
}

function isTouched(field: Field): boolean {
  if (field instanceof HTMLSelectElement) {
    return Array.from(field.options).some((option) => option.selected !== option.defaultSelected && option.index > 0);
  }
  return field.type === "hidden" ? field.value !== "" : field.value !== field.defaultValue;
}

// Storage may be full, or forbidden; a form is none the worse for it.
export function read(key: string): Draft | undefined {
  try {
    const draft = JSON.parse(localStorage.getItem(prefix + key) ?? "null") as Draft | null;
    return Array.isArray(draft?.fields) ? draft : undefined;
  } catch {
    return undefined;
  }
}

export function keep(key: string, draft: Draft | undefined): boolean {
  try {
    if (draft) localStorage.setItem(prefix + key, JSON.stringify(draft));
    else localStorage.removeItem(prefix + key);
    return draft !== undefined;
  } catch {
    return false;
  }
}

export function forgetOld(): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(prefix)) continue;
      const draft = read(key.slice(prefix.length));
      if (!draft || draft.at < Date.now() - keptFor) localStorage.removeItem(key);
    }
  } catch {}
}
