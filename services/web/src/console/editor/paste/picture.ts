import type { Block } from '../../../shared/article/block';
import { styleOf } from './inline';

/** A picture that came along with its bytes and is still to be uploaded. */
export interface PastedPicture {
  type: 'picture';
  data: string;
  alt: string;
}

/** What stands where a picture was that could not come along. It is no text for readers, so a piece with one is not submitted. */
export const pictureNote = '【图片需重新上传】';

export function isPictureNote(block: Block): boolean {
  return block.type === 'paragraph' && block.spans.some((span) => span.text.includes(pictureNote));
}

/**
 * What an image of the source becomes: the bytes it carries, or a note where it only points somewhere. Such an address is a
 * file of the writer's computer, or another house's picture that would vanish or call readers to account there.
 */
export function pictureOf(image: Element): PastedPicture | Block | null {
  const source = (image.getAttribute('src') ?? '').trim();
  const lazy = (image.getAttribute('data-src') ?? '').trim();
  if (isSpeck(image)) return null;
  if (/^data:image\/(png|jpe?g|gif);base64,/i.test(source) && !(lazy && isPlaceholder(source))) {
    return { type: 'picture', data: source, alt: (image.getAttribute('alt') ?? '').trim() };
  }
  return source || lazy ? { type: 'paragraph', spans: [{ text: pictureNote }] } : null;
}

/** Counters and spacers. */
function isSpeck(image: Element): boolean {
  const style = styleOf(image);
  const sizes = [image.getAttribute('width'), image.getAttribute('height'), style.get('width'), style.get('height')];
  return sizes.some((size) => size !== null && size !== undefined && /^\s*[0-3](\.\d+)?(px|pt)?\s*$/i.test(size));
}

/** A page that loads its pictures late shows an empty one before. */
function isPlaceholder(data: string): boolean {
  return data.length < 400;
}
