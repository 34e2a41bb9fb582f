import { Node, type AnyExtension } from '@tiptap/core';
import Blockquote from '@tiptap/extension-blockquote';
import { ListItem } from '@tiptap/extension-list';
import { ReactNodeViewRenderer } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import type { ComponentType } from 'react';
import type { ReactNodeViewProps } from '@tiptap/react';
import { ChartView } from './ChartView';
import { LinkView } from './LinkView';
import { MediaView } from './MediaView';

/** A block the reader handles as a whole: it has attributes and a view of its own, and no text to type into. */
function card(name: string, attributes: Record<string, unknown>, view: ComponentType<ReactNodeViewProps>): AnyExtension {
  return Node.create({
    name,
    group: 'block',
    atom: true,
    draggable: true,
    addAttributes: () =>
      Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, { default: value, rendered: false }])),
    parseHTML: () => [{ tag: `div[data-${name}]` }],
    renderHTML: () => ['div', { [`data-${name}`]: '' }],
    addNodeView: () => ReactNodeViewRenderer(view, { stopEvent: ({ event }) => !/^drag|^drop/.test(event.type) }),
  });
}

/**
 * The editor knows exactly the blocks of an article. Text carries no marks: channels disagree on what they keep of bold or
 * colour, and the reviewed text must be the text that appears.
 */
export const extensions: AnyExtension[] = [
  StarterKit.configure({
    bold: false,
    italic: false,
    strike: false,
    underline: false,
    code: false,
    codeBlock: false,
    link: false,
    hardBreak: false,
    horizontalRule: false,
    blockquote: false,
    listItem: false,
    heading: { levels: [2, 3] },
    dropcursor: { color: 'var(--jade)', width: 2 },
  }),
  ListItem.extend({ content: 'paragraph' }),
  Blockquote.extend({
    content: 'paragraph+',
    addAttributes: () => ({ attribution: { default: '', rendered: false } }),
  }),
  card('media', { kind: 'image', mediaId: '', alt: '', caption: '' }, MediaView),
  card('linkCard', { url: '', text: '' }, LinkView),
  card('chart', { chart: { kind: 'bar', title: '', unit: '', columns: [], rows: [] } }, ChartView),
];
