import type { Rect } from './crop';

/** The part of a picture as a file of its own. What the original carried beside its pixels (place, device) is not in it. */
export async function cut(image: HTMLImageElement, rect: Rect): Promise<File | null> {
  const { naturalWidth: wide, naturalHeight: high } = image;
  const [x, y, width, height] = [rect.x * wide, rect.y * high, rect.width * wide, rect.height * high].map((size) => Math.round(size / 1000));
  if (!width || !height || x === undefined || y === undefined) return null;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.drawImage(image, x, y, width, height, 0, 0, width, height);
  const answer = await fetch(image.currentSrc || image.src, { method: 'HEAD', credentials: 'same-origin' }).catch(() => null);
  const type = answer?.headers.get('content-type') === 'image/jpeg' ? 'image/jpeg' : 'image/png';
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.92));
  return blob ? new File([blob], `crop.${type === 'image/jpeg' ? 'jpg' : 'png'}`, { type }) : null;
}
