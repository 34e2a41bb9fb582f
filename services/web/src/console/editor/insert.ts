import type { Editor, JSONContent } from '@tiptap/core';

/** Puts blocks where the writer is. After a block that stands selected as a whole, not in its place: a picture just inserted is selected. */
export function insertBlocks(editor: Editor, blocks: JSONContent[]): void {
  const { selection } = editor.state;
  const whole = 'node' in selection;
  const chain = editor.chain().focus();
  (whole ? chain.insertContentAt(selection.to, blocks) : chain.insertContent(blocks)).run();
}
