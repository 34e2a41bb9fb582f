/** Hands a file that came through the schema to the person's machine. */
export function download({ fileName, mime, base64 }: { fileName: string; mime: string; base64: string }): void {
  hand(fileName, new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], { type: mime }));
}

/** The same for a text. */
export function downloadText(fileName: string, text: string): void {
  hand(fileName, new Blob([text], { type: 'text/plain;charset=utf-8' }));
}

function hand(fileName: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser reads it after the click; the address is of no use for longer.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
