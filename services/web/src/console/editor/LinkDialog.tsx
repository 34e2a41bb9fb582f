import type { Editor } from '@tiptap/react';
import { Button, Form, Input, Modal } from 'antd';
import { useText } from '../../shared/i18n/text';
import { editorText } from './text';
import { webLink } from './webLink';

/** Sets or takes away the link of the selected text. */
export function LinkDialog({ editor, open, onClose }: { editor: Editor; open: boolean; onClose: () => void }) {
  const t = useText(editorText);
  const href: unknown = editor.getAttributes('link')['href'];
  const set = (next: string) => {
    editor.chain().focus().extendMarkRange('link').setLink({ href: next }).run();
    onClose();
  };
  const remove = () => {
    editor.chain().focus().extendMarkRange('link').unsetLink().run();
    onClose();
  };
  return (
    <Modal open={open} title={t('link')} footer={null} onCancel={onClose} width={420} destroyOnHidden>
      <Form<{ href: string }>
        layout="vertical"
        initialValues={{ href: typeof href === 'string' ? href : 'https://' }}
        onFinish={(values) => set(values.href.trim())}
      >
        <Form.Item
          name="href"
          label={t('linkTo')}
          rules={[{ validator: (_, value: string) => (webLink(value.trim()) ? Promise.resolve() : Promise.reject(new Error(t('linkBad')))) }]}
        >
          <Input type="url" autoFocus />
        </Form.Item>
        <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8 }}>
          {href ? <Button onClick={remove}>{t('linkRemove')}</Button> : null}
          <Button type="primary" htmlType="submit">
            {t('linkSet')}
          </Button>
        </div>
      </Form>
    </Modal>
  );
}
