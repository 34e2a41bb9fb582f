import type { Client } from '@urql/core';
import type { MediaType } from '../../shared/article/block';
import { faultOf, noAnswer, type Fault } from '../../shared/graphql/fault';
import { BeginUploadDocument, CompleteUploadDocument, type MediaKind } from '../gql/graphql';

export interface Uploaded {
  id: string;
  url: string;
  alt: string;
}

export type UploadResult = { ok: Uploaded } | { fault: Fault } | { refusal: string };

/** What the picker offers. The server looks at the bytes themselves, whatever the name says. */
export const accepted: Record<MediaType, string> = {
  image: 'image/jpeg,image/png,image/gif,image/webp',
  audio: 'audio/mpeg,audio/wav,audio/amr',
  video: 'video/mp4',
  file: '.pdf,.docx,.xlsx',
};

/** What a file is by the type its browser gives it; none of what is not taken. */
export function typeOf(file: File): MediaType | null {
  const type = (['image', 'audio', 'video'] as const).find((each) => file.type.startsWith(`${each}/`));
  if (type) return type;
  return /\.(pdf|docx|xlsx)$/i.test(file.name) ? 'file' : null;
}

/** The kind under which the server keeps it. */
export function kindOf(type: MediaType): MediaKind {
  return type === 'file' ? 'DOCUMENT' : (type.toUpperCase() as MediaKind);
}

/** Asks for a place, sends the file there itself, and has the server look at what arrived. */
export async function upload(
  client: Client,
  type: MediaType,
  file: File,
  alt: string,
  onProgress: (share: number) => void,
  folderId: string | null = null,
): Promise<UploadResult> {
  const begun = await client
    .mutation(BeginUploadDocument, { kind: kindOf(type), mime: file.type, bytes: file.size, fileName: file.name, alt, folderId })
    .toPromise();
  if (begun.error) return { fault: faultOf(begun.error) };
  if (!begun.data) return lost();
  const { url, headers, media } = begun.data.beginUpload;
  const sent = await put(url, headers as Record<string, string>, file, onProgress);
  if (!sent) return lost();
  const done = await client.mutation(CompleteUploadDocument, { id: media.id }).toPromise();
  if (done.error) return { fault: faultOf(done.error) };
  if (!done.data) return lost();
  const { refusal, ...kept } = done.data.completeUpload;
  return refusal ? { refusal } : { ok: { id: kept.id, url: kept.url, alt: kept.alt } };
}

function lost(): UploadResult {
  return { fault: { ...noAnswer, code: 'NETWORK' } };
}

/** `fetch` cannot tell how far an upload has come, so this is the one place for XMLHttpRequest. */
function put(url: string, headers: Record<string, string>, file: File, onProgress: (share: number) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) {
      // The browser writes these itself, and refuses to have them set.
      if (!/^(host|content-length)$/i.test(name)) request.setRequestHeader(name, value);
    }
    request.upload.onprogress = (event) => onProgress(event.lengthComputable ? event.loaded / event.total : 0);
    request.onload = () => resolve(request.status >= 200 && request.status < 300);
    request.onerror = () => resolve(false);
    request.send(file);
  });
}
