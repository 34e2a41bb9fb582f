import { EditorContent, useEditor, type Editor } from '@tiptap/react';
import { useImperativeHandle, useMemo, useState, type Ref } from 'react';
import { useText } from '../../shared/i18n/text';
import { countCharacters, textOf, type Block, type MediaKind } from '../../shared/article/block';
import { toBlocks, toDocument } from './document';
import s from './BlockEditor.module.css';
import { extensions } from './extensions';
import { ShelfProvider, type Shelf } from './shelf';
import { editorText } from './text';
import { Toolbar } from './Toolbar';

/** What a page may ask of the editor. */
export interface BlockEditorHandle {
  insertMedia: (kind: MediaKind, mediaId: string) => void;
  replaceMedia: (from: string, to: string) => void;
  replace: (blocks: Block[]) => void;
}

export interface BlockEditorProps {
  initial: Block[];
  editable: boolean;
  shelf: Shelf;
  onChange: (blocks: Block[]) => void;
  onFiles: (kind: MediaKind, files: File[]) => void;
  handle: Ref<BlockEditorHandle>;
}

/** The text of an article. It owns the document while it is mounted: pages hear of changes but do not drive it. */
export function BlockEditor({ initial, editable, shelf, onChange, onFiles, handle }: BlockEditorProps) {
  const t = useText(editorText);
  const [characters, setCharacters] = useState(() => count(initial));
  const content = useMemo(() => toDocument(initial), [initial]);
  const editor = useEditor({
    extensions,
    content,
    editable,
    immediatelyRender: true,
    editorProps: { attributes: { 'aria-label': t('body'), 'aria-multiline': 'true', role: 'textbox', class: s.prose ?? '' } },
    onUpdate: ({ editor: changed }) => {
      const blocks = toBlocks(changed.getJSON());
      setCharacters(count(blocks));
      onChange(blocks);
    },
  });
  useImperativeHandle(handle, () => handleFor(editor), [editor]);
  return (
    <ShelfProvider value={shelf}>
      <div className={s.frame}>
        {editable ? <Toolbar editor={editor} onFiles={onFiles} /> : null}
        <EditorContent editor={editor} className={s.body} />
        <div className={s.foot}>{t('characters', { n: characters })}</div>
      </div>
    </ShelfProvider>
  );
}

function count(blocks: Block[]): number {
  return countCharacters(blocks.map(textOf).join(''));
}

function handleFor(editor: Editor): BlockEditorHandle {
  return {
    insertMedia: (kind, mediaId) => {
      editor.chain().focus().insertContent({ type: 'media', attrs: { kind, mediaId, alt: '', caption: '' } }).run();
    },
    replaceMedia: (from, to) => {
      editor.commands.command(({ tr, state }) => {
        state.doc.descendants((node, position) => {
          if (node.type.name === 'media' && node.attrs['mediaId'] === from) tr.setNodeAttribute(position, 'mediaId', to);
        });
        return true;
      });
    },
    replace: (blocks) => {
      editor.commands.setContent(toDocument(blocks), { emitUpdate: true });
    },
  };
}
