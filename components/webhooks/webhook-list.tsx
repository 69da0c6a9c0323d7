import type { FormAction } from "@/components/ui/use-form";
import { When } from "@/components/ui/when";
import type { Delivery, Webhook } from "@/lib/webhooks/webhooks";
import { OneButton } from "./one-button";
import styles from "./webhooks.module.css";

type Props = { webhooks: Webhook[]; end: FormAction; redeliver: FormAction };

/** The webhooks there are, and what became of the last messages to each. */
export function WebhookList({ webhooks, end, redeliver }: Props) {
  if (webhooks.length === 0) return <p className="quiet">There is none yet.</p>;
  return webhooks.map((webhook) => (
    <section key={webhook.id} className={styles.webhook} aria-labelledby={`${webhook.id}-title`}>
      <h2 id={`${webhook.id}-title`} className={styles.address}>
        {webhook.url}
      </h2>
      <p className="quiet">
        {webhook.essay.title} · {webhook.events.join(", ")} · since <When at={webhook.createdAt} />
      </p>
      {webhook.deliveries.length === 0 ? (
        <p>Nothing has been sent yet.</p>
      ) : (
        <div className={styles.scroll}>
          <table>
            <thead>
              <tr>
                <th scope="col">Message</th>
                <th scope="col">What became of it</th>
                <th scope="col">
                  <span className="visually-hidden">Again</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {webhook.deliveries.map((delivery) => (
                <tr key={delivery.id}>
                  <td>
                    {delivery.event}
                    <br />
                    <span className="quiet">
                      <When at={delivery.at} exact />
                    </span>
                  </td>
                  <td>{fate(delivery)}</td>
                  <td>
                    {delivery.state !== "waiting" && (
                      <OneButton id={delivery.id} action={redeliver} label="Send again" />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <OneButton id={webhook.id} action={end} label="End this webhook" />
    </section>
  ));
}

function fate({ state, attempts, status, fault }: Delivery): string {
  const times = attempts === 1 ? "1 attempt" : `${attempts} attempts`;
  if (state === "delivered") return `Taken with ${status}, ${times}`;
  if (state === "given-up") return `Given up after ${times}: ${fault}`;
  return fault === null ? "Waiting" : `Waiting, after ${times}: ${fault}`;
}
