import { Day } from "@/components/ui/day";
import type { FormAction } from "@/components/ui/use-form";

import styles from "./accounts.module.css";
import { ButtonForm } from "./settings-forms";

type Token = { id: string; name: string; scope: "read" | "write"; createdAt: Date; lastUsedAt: Date | null };

export function TokenList({ tokens, revoke }: { tokens: Token[]; revoke: FormAction }) {
  if (tokens.length === 0) return <p className="quiet">You have none.</p>;
  return (
    <ul className={styles.list}>
      {tokens.map((token) => (
        <li key={token.id}>
          <div>
            {token.name}
            <div className="quiet">
              {token.scope === "read" ? "reads" : "reads and writes"} · made <Day at={token.createdAt} /> ·{" "}
              {token.lastUsedAt ? (
                <>
                  last used <Day at={token.lastUsedAt} />
                </>
              ) : (
                "never used"
              )}
            </div>
          </div>
          <ButtonForm action={revoke} fields={{ token: token.id }}>
            Revoke<span className="visually-hidden"> {token.name}</span>
          </ButtonForm>
        </li>
      ))}
    </ul>
  );
}
