import { paths } from "@/lib/paths";
import {
  citationFormats,
  embedCode,
  markdownQuotation,
  plainQuotation,
  type Shared,
  type ToAddress,
} from "@/lib/sharing/sharing";
import { CopyField } from "./copy-field";
import { Downloads } from "./downloads";
import styles from "./share-menu.module.css";
import { ShareSheet } from "./share-sheet";

/**
 * Every way to take something along: its link, a quotation, a QR code, a card for another page, a citation. Plain fields
 * and links; a small script puts a button beside each field that copies it.
 */
export function ShareMenu({ shared, site }: { shared: Shared; site: string }) {
  const address: ToAddress = (path) => site + path;
  const url = address(shared.path);
  return (
    <details className={styles.menu}>
      <summary>Share, quote, embed, cite</summary>
      <div className={styles.ways} id="share">
        <CopyField label="Link" value={url} site={site} />
        <ShareSheet path={shared.path} text={shared.text} />
        <CopyField label="Quotation with its link" value={plainQuotation(shared, url)} site={site} rows={3} />
        <CopyField label="The same as Markdown" value={markdownQuotation(shared, url)} site={site} rows={3} />
        <CopyField label="A card for another page (HTML)" value={embedCode(shared, address)} site={site} rows={3} />
        <p>
          Cite:{" "}
          {Object.entries(citationFormats).map(([format, { label }]) => (
            <span key={format}>
              <a href={paths.citation(shared.kind, shared.id, format)}>{label}</a>,{" "}
            </span>
          ))}
          <a href={paths.cite(shared.kind, shared.id)}>as text in APA, Harvard or Vancouver style</a>
        </p>
        {shared.kind === "c" && (
          <details>
            <summary>Download this claim’s debate</summary>
            <Downloads of="claims" name={shared.id} />
          </details>
        )}
        <details>
          <summary>QR code</summary>
          <img
            className={styles.code}
            src={paths.qr(shared.kind, shared.id)}
            alt={`QR code of ${url}`}
            width={220}
            height={220}
            loading="lazy"
          />
        </details>
      </div>
    </details>
  );
}
