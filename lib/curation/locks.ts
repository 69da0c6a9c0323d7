import type { Lock } from "@/lib/claims/claims";

export const lockWords: Record<Lock, { label: string; explanation: string }> = {
  open: { label: "Open", explanation: "Everybody may attach evidence and rebuttals." },
  "hold-new": {
    label: "New contributions are held",
    explanation: "What is attached waits for a curator before it is shown.",
  },
  "curators-only": {
    label: "Locked",
    explanation: "Only curators may attach evidence and rebuttals for now. Votes still count.",
  },
};
