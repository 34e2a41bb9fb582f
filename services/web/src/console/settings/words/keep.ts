/** Keeps a file that came through the schema. */
export function keep({ fileName, mime, base64 }: { fileName: string; mime: string; base64: string }) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type: mime }));
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** A chosen file as the schema takes it. */
export async function fileInput(file: File): Promise<{ name: string; base64: string }> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
    reader.readAsDataURL(file);
  });
  return { name: file.name, base64: url.slice(url.indexOf(',') + 1) };
}
