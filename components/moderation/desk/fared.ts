import { countWords, type Fared } from "@/lib/curation/queue";

/** "12 attached: 9 accepted, 1 rejected". */
export function fared({ attached, accepted, rejected, removed }: Fared, done: string): string {
  const parts = [
    accepted > 0 && `${countWords(accepted)} accepted`,
    rejected > 0 && `${countWords(rejected)} rejected`,
    removed > 0 && `${countWords(removed)} removed`,
  ].filter(Boolean);
  return `${countWords(attached)} ${done}${parts.length > 0 ? `: ${parts.join(", ")}` : ", none decided yet"}.`;
}
