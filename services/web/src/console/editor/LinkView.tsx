import { DeleteOutlined } from '@ant-design/icons';
import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { Button, Input } from 'antd';
import { useText } from '../../shared/i18n/text';
import s from './Card.module.css';
import { editorText } from './text';

/** `https://` links only: the public site and WeChat both refuse the rest. */
function safe(url: string): boolean {
  return /^https?:\/\/[^\s/$.?#].\S*$/i.test(url);
}

export function LinkView({ node, updateAttributes, deleteNode, selected, editor }: ReactNodeViewProps) {
  const t = useText(editorText);
  const { url, text } = node.attrs as { url: string; text: string };
  return (
    <NodeViewWrapper className={`${s.card} ${selected ? s.selected : ''}`} data-drag-handle>
      <div className={s.fields}>
        <label>
          <span>{t('linkText')}</span>
          <Input value={text} maxLength={120} disabled={!editor.isEditable} onChange={(event) => updateAttributes({ text: event.target.value })} />
        </label>
        <label>
          <span>{t('linkUrl')}</span>
          <Input
            type="url"
            value={url}
            maxLength={1000}
            status={url !== '' && !safe(url) ? 'error' : ''}
            placeholder="https://"
            disabled={!editor.isEditable}
            onChange={(event) => updateAttributes({ url: event.target.value.trim() })}
          />
        </label>
        <Button icon={<DeleteOutlined />} aria-label={t('removeBlock')} disabled={!editor.isEditable} onClick={deleteNode} />
      </div>
    </NodeViewWrapper>
  );
}
