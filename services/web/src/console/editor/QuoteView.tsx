import { NodeViewContent, NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { useText } from '../../shared/i18n/text';
import s from './Card.module.css';
import { editorText } from './text';

export function QuoteView({ node, updateAttributes, editor }: ReactNodeViewProps) {
  const t = useText(editorText);
  const { cite } = node.attrs as { cite: string };
  return (
    <NodeViewWrapper as="blockquote">
      <NodeViewContent />
      <input
        className={s.cite}
        contentEditable={false}
        value={cite}
        maxLength={80}
        aria-label={t('attribution')}
        placeholder={`—— ${t('attribution')}`}
        disabled={!editor.isEditable}
        onChange={(event) => updateAttributes({ cite: event.target.value })}
      />
    </NodeViewWrapper>
  );
}
