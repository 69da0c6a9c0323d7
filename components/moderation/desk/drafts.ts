/**
 * Keeps what somebody is writing about an item while they look at others, or when the page is loaded anew: by the id of
 * the field, for as long as the tab is open.
 */
const prefix = "desk ";

export function draftOf(id: string): string {
  try {
    return sessionStorage.getItem(prefix + id) ?? "";
  } catch {
    return "";
  }
}

export function keepDraft(area: HTMLTextAreaElement): void {
  try {
    if (area.value) sessionStorage.setItem(prefix + area.id, area.value);
    else sessionStorage.removeItem(prefix + area.id);
  } catch {}
}

/** Once it was decided, all that was begun about an item goes. */
export function dropDrafts(item: string): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(`${prefix}${item}-`)) sessionStorage.removeItem(key);
    }
  } catch {}
}
