/** Puts the keyboard where something opened begins: at its fault, its choice, or its first field. */
export function focusFirst(way: HTMLElement) {
  const fields = [...way.querySelectorAll<HTMLElement>("input:not([type=hidden]), textarea")];
  const chosen = way.querySelector<HTMLElement>("input:checked");
  const first = way.querySelector<HTMLElement>("[aria-invalid]") ?? chosen ?? fields[0];
  first?.focus({ preventScroll: true });
  // Behind what was begun before.
  if (first instanceof HTMLTextAreaElement) first.setSelectionRange(first.value.length, first.value.length);
}
