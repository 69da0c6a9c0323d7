import { renderSVG } from "uqr";

/** A QR code of an address as SVG, dark on light in either scheme: readers of it need that. */
export const qrCode = (url: string): string => renderSVG(url, { ecc: "M", border: 3, pixelSize: 8 });
