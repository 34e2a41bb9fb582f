import { EditorContent, useEditor, type Editor } from '@tiptap/react';
import { useEffect, useImperativeHandle, useMemo, useState, type Ref } from 'react';
import { useText } from '../../shared/i18n/text';
import { countCharacters, textOf, type Block, type MediaType } from '../../shared/article/block';
import { toBlocks, toDocument } from './document';
import s from './BlockEditor.module.css';
import { extensions } from './extensions';
import { insertBlocks } from './insert';
import { marksKey, type Marked } from './marks';
import { sendPasted } from './paste/extension';
import { rangeOf, type Place } from './places';
import { ShelfProvider, type Shelf } from './shelf';
import { editorText } from './text';
import { Toolbar } from './Toolbar';

/** What a page may ask of the editor. */
export interface BlockEditorHandle {
  insert: (block: Block) => void;
  /** The same of several, such as those of a document. */
  insertAll: (blocks: Block[]) => void;
  replace: (blocks: Block[]) => void;
  /** Marks what the checks found, instead of what was marked before. */
  mark: (marks: Marked[]) => void;
  /** Goes to a place of the text. */
  show: (place: Place) => void;
  /** Writes something else at a place of the text. */
  write: (place: Place, text: string) => void;
}

export interface BlockEditorProps {
  initial: Block[];
  editable: boolean;
  shelf: Shelf;
  onChange: (blocks: Block[]) => void;
  onMedia: (type: MediaType) => void;
  handle: Ref<BlockEditorHandle>;
}

/** The text of an article. It owns the document while it is mounted: pages hear of changes but do not drive it. */
export function BlockEditor({ initial, editable, shelf, onChange, onMedia, handle }: BlockEditorProps) {
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
  const { upload } = shelf;
  useEffect(() => {
    sendPasted(editor, upload);
  }, [editor, upload]);
  useEffect(() => {
    // Not a change of the text: nothing is saved by it.
    editor.setEditable(editable, false);
  }, [editor, editable]);
  useImperativeHandle(handle, () => handleFor(editor), [editor]);
  return (
    <ShelfProvider value={shelf}>
      <div className={s.frame}>
        {editable ? <Toolbar editor={editor} onMedia={onMedia} /> : null}
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
    insert: (block) => {
      insertBlocks(editor, toDocument([block]).content ?? []);
    },
    insertAll: (blocks) => {
      insertBlocks(editor, toDocument(blocks).content ?? []);
    },
    replace: (blocks) => {
      editor.commands.setContent(toDocument(blocks), { emitUpdate: true });
    },
    mark: (marks) => {
      editor.view.dispatch(editor.state.tr.setMeta(marksKey, marks).setMeta('addToHistory', false));
    },
    show: (place) => {
      const range = rangeOf(editor.state.doc, place);
      if (range) editor.chain().focus().setTextSelection(range).scrollIntoView().run();
    },
    write: (place, text) => {
      const range = rangeOf(editor.state.doc, place);
      if (!range) return;
      // As the characters it takes the place of look, bold stays bold.
      const { tr } = editor.state;
      editor.view.dispatch(text === '' ? tr.delete(range.from, range.to) : tr.insertText(text, range.from, range.to));
    },
  };
}
