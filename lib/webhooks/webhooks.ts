import { webhookEvents } from "@/db/words";

export { webhookEvents };
export type WebhookEvent = (typeof webhookEvents)[number];

export const eventWords: Record<WebhookEvent, string> = {
  "claim.made": "A claim was made",
  "contribution.attached": "Evidence or a rebuttal was attached, or released by a curator",
  "decision.made": "Something was decided: a row of the public log",
  "resolution.changed": "A curator resolved a claim, or a resolution was taken back",
};

export type Delivery = {
  id: string;
  event: WebhookEvent;
  at: Date;
  attempts: number;
  triedAt: Date | null;
  status: number | null;
  fault: string | null;
  state: "waiting" | "delivered" | "given-up";
};

export type Webhook = {
  id: string;
  essay: { slug: string; title: string };
  url: string;
  events: WebhookEvent[];
  createdAt: Date;
  /** The newest, the latest first. */
  deliveries: Delivery[];
};

/** After so many attempts, a bit over three days with the pauses between them, a message is given up. */
export const attemptsAtMost = 8;
