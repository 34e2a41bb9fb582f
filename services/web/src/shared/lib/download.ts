/** Hands a file that came through the schema to the person's machine. */
export function download({ fileName, mime, base64 }: { fileName: string; mime: string; base64: string }): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: mime }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser reads it after the click; the address is of no use for longer.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
