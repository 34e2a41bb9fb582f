import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { rangeOf, type Place } from './places';

/** A place to mark in the text, and how. */
export interface Marked {
  place: Place;
  className: string;
  title: string;
}

export const marksKey = new PluginKey<DecorationSet>('findings');

/** Marks what the checks found, under the text and never in it: a mark moves as one types and is not saved. */
export const FindingMarks = Extension.create({
  name: 'findingMarks',
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key: marksKey,
      state: {
        init: () => DecorationSet.empty,
        apply: (transaction, marks) => {
          const found = transaction.getMeta(marksKey) as Marked[] | undefined;
          if (!found) return marks.map(transaction.mapping, transaction.doc);
          const decorations = found.flatMap(({ place, className, title }) => {
            const range = rangeOf(transaction.doc, place);
            return range && range.from < range.to ? [Decoration.inline(range.from, range.to, { class: className, title })] : [];
          });
          return DecorationSet.create(transaction.doc, decorations);
        },
      },
      props: { decorations: (state) => marksKey.getState(state) },
    }),
  ],
});
