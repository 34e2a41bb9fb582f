import { Node, type AnyExtension } from '@tiptap/core';
import { Heading } from '@tiptap/extension-heading';
import { ListItem } from '@tiptap/extension-list';
import { ReactNodeViewRenderer, type ReactNodeViewProps } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import type { ComponentType } from 'react';
import { ChartView } from './ChartView';
import { ClipView } from './ClipView';
import { GalleryView } from './GalleryView';
import { ImageView } from './ImageView';
import { LinkView } from './LinkView';
import { FindingMarks } from './marks';
import { Pasting } from './paste/extension';
import { PolicyView } from './PolicyView';
import { QuoteView } from './QuoteView';
import { tableNodes } from './table';

type View = ComponentType<ReactNodeViewProps>;

function attributes(defaults: Record<string, unknown>) {
  return () => Object.fromEntries(Object.entries(defaults).map(([key, value]) => [key, { default: value, rendered: false }]));
}

/** A block the writer handles as a whole: it has attributes and a view of its own, and no text to type into. */
function card(name: string, defaults: Record<string, unknown>, view: View): AnyExtension {
  return Node.create({
    name,
    group: 'block',
    atom: true,
    draggable: true,
    addAttributes: attributes(defaults),
    parseHTML: () => [{ tag: `div[data-${name.toLowerCase()}]` }],
    renderHTML: () => ['div', { [`data-${name.toLowerCase()}`]: '' }],
    addNodeView: () => ReactNodeViewRenderer(view, { stopEvent: ({ event }) => !/^drag|^drop/.test(event.type) }),
  });
}

/** A quotation is one text with whose it is, not a box around other blocks. */
const Quote = Node.create({
  name: 'quote',
  group: 'block',
  content: 'text*',
  marks: '',
  defining: true,
  addAttributes: attributes({ cite: '' }),
  parseHTML: () => [{ tag: 'blockquote' }],
  renderHTML: () => ['blockquote', 0],
  addNodeView: () => ReactNodeViewRenderer(QuoteView as View),
});

/** The editor knows exactly the blocks of an article: bold, italic and links in running text, and nothing a channel would drop. */
export const extensions: AnyExtension[] = [
  StarterKit.configure({
    strike: false,
    underline: false,
    code: false,
    codeBlock: false,
    hardBreak: false,
    horizontalRule: false,
    blockquote: false,
    heading: false,
    listItem: false,
    link: { openOnClick: false, protocols: ['http', 'https'], defaultProtocol: 'https', HTMLAttributes: { target: null } },
    dropcursor: { color: 'var(--jade)', width: 2 },
  }),
  Heading.extend({ marks: '' }).configure({ levels: [2, 3, 4] }),
  ListItem.extend({ content: 'paragraph' }),
  Quote,
  FindingMarks,
  Pasting,
  ...tableNodes,
  card('image', { mediaId: '', alt: '', caption: '', focus: null }, ImageView),
  card('gallery', { caption: '', images: [] }, GalleryView),
  card('audio', { mediaId: '', title: '' }, ClipView),
  card('video', { mediaId: '', title: '' }, ClipView),
  card('file', { mediaId: '', title: '' }, ClipView),
  card('linkCard', { href: '', title: '', summary: '' }, LinkView),
  card('policy', { articleId: '', title: '', number: '', href: '' }, PolicyView),
  card('chart', { chart: { kind: 'bar', title: '', columns: [], rows: [] } }, ChartView),
];
