import { Extension, type Editor } from '@tiptap/core';
import { Fragment, Slice, type Node } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { textOf, type Block } from '../../../shared/article/block';
import { toDocument } from '../document';
import { cleanPaste, type Pasted } from './clean';
import { pictureNote } from './picture';
import { plainBlocks } from './plain';

declare module '@tiptap/core' {
  interface Storage {
    pasting: { upload: PictureUpload | null };
  }
}

/** Uploads a picture that was pasted; its id, or `null` where it was not taken. */
export type PictureUpload = (picture: File, alt: string) => Promise<string | null>;

/** What is pasted comes in as blocks of an article, whatever program it is from; from this editor itself it comes as it was. */
export const Pasting = Extension.create<object, { upload: PictureUpload | null }>({
  name: 'pasting',
  addStorage: () => ({ upload: null }),
  addProseMirrorPlugins() {
    const { storage } = this;
    return [
      new Plugin({
        props: {
          clipboardTextParser: (text, context) => sliceOf(plainBlocks(text), context.doc),
          handlePaste: (view, event) => {
            const data = event.clipboardData;
            if (!data) return false;
            const html = data.getData('text/html');
            if (html.includes('data-pm-slice')) return false;
            const pasted = html === '' ? [] : cleanPaste(html);
            const files = Array.from(data.files).filter((file) => /^image\/(png|jpeg|gif)$/.test(file.type));
            const alone = pasted.length === 0 || (pasted.length === 1 && pasted[0]?.type !== 'table' && files.length === 1 && noWords(pasted));
            if (files.length > 0 && alone && storage.upload) {
              void insertPictures(view, files, storage.upload);
              return true;
            }
            if (html === '') return false;
            void insertPasted(view, pasted, storage.upload);
            return true;
          },
        },
      }),
    ];
  },
});

/** Says where pictures that are pasted go. */
export function sendPasted(editor: Editor, upload: PictureUpload): void {
  editor.storage.pasting.upload = upload;
}

function noWords(pasted: readonly Pasted[]): boolean {
  return pasted.every((block) => block.type === 'picture' || textOf(block) === pictureNote);
}

async function insertPictures(view: EditorView, files: readonly File[], upload: PictureUpload): Promise<void> {
  const blocks: Block[] = [];
  for (const file of files) {
    const mediaId = await upload(file, '');
    if (mediaId) blocks.push({ type: 'image', mediaId, alt: '' });
  }
  insertBlocks(view, blocks);
}

/** Without a picture to send it is one step, within the paste; else it comes when the pictures are there. */
function insertPasted(view: EditorView, pasted: readonly Pasted[], upload: PictureUpload | null): Promise<void> | undefined {
  if (pasted.some((block) => block.type === 'picture') && upload) return sent(pasted, upload).then((blocks) => insertBlocks(view, blocks));
  insertBlocks(view, pasted.map(noted));
  return undefined;
}

async function sent(pasted: readonly Pasted[], upload: PictureUpload): Promise<Block[]> {
  const blocks: Block[] = [];
  for (const block of pasted) {
    const mediaId = block.type === 'picture' ? await upload(fileOf(block.data), block.alt) : null;
    blocks.push(block.type === 'picture' && mediaId ? { type: 'image', mediaId, alt: block.alt } : noted(block));
  }
  return blocks;
}

function noted(block: Pasted): Block {
  return block.type === 'picture' ? { type: 'paragraph', spans: [{ text: pictureNote }] } : block;
}

/** The bytes of a `data:` address. */
export function fileOf(data: string): File {
  const [head = '', body = ''] = data.split(',', 2);
  const type = /^data:([^;]+)/.exec(head)?.[1] ?? 'image/png';
  const bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
  return new File([bytes], `pasted.${type.replace(/^image\//, '').replace('jpeg', 'jpg')}`, { type });
}

function insertBlocks(view: EditorView, blocks: readonly Block[]): void {
  if (blocks.length === 0 || view.isDestroyed) return;
  const { $from } = view.state.selection;
  const slice = sliceOf(blocks, view.state.doc);
  // Inside a quotation, a heading, an item or a cell there is room for a line, not for blocks.
  const room = $from.depth <= 1 && $from.parent.type.name !== 'quote' && $from.parent.type.name !== 'heading';
  const tr =
    room || (blocks.length === 1 && blocks[0]?.type === 'paragraph')
      ? view.state.tr.replaceSelection(slice)
      : view.state.tr.insertText(blocks.map(textOf).join(' ').replace(/\s+/gu, ' '));
  view.dispatch(tr.scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'));
}

/** Paragraphs at the ends join the lines they are pasted into. */
function sliceOf(blocks: readonly Block[], doc: Node): Slice {
  const content = Fragment.fromJSON(doc.type.schema, toDocument(blocks).content ?? []);
  const open = (node: Node | null) => (node?.type.name === 'paragraph' ? 1 : 0);
  return new Slice(content, open(content.firstChild), open(content.lastChild));
}
