import { Alert, Button, Form, Input, Modal, Progress, Tabs } from 'antd';
import { useState } from 'react';
import { useClient } from 'urql';
import type { MediaType } from '../../shared/article/block';
import type { Fault } from '../../shared/graphql/fault';
import { useText } from '../../shared/i18n/text';
import { FaultNote } from '../../shared/staff/FaultNote';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { useRefusal } from '../media/useRefusal';
import { MediaLibrary } from './MediaLibrary';
import { articlesText } from './text';
import { accepted, upload, type Uploaded } from './upload';

export interface MediaDialogProps {
  type: MediaType | null;
  onCancel: () => void;
  onPick: (media: Uploaded) => void;
}

/** A file for the article: sent now, or one the department has sent before. */
export function MediaDialog({ type, ...rest }: MediaDialogProps) {
  return type ? <Picker type={type} {...rest} /> : null;
}

function Picker({ type, onCancel, onPick }: MediaDialogProps & { type: MediaType }) {
  useFocusReturn();
  const t = useText(articlesText);
  return (
    <Modal open title={t(`media_${type}`)} footer={null} onCancel={onCancel} width={720} destroyOnHidden>
      <Tabs
        items={[
          { key: 'upload', label: t('mediaUpload'), children: <UploadForm type={type} onDone={onPick} /> },
          { key: 'library', label: t('mediaLibrary'), children: <MediaLibrary type={type} onPick={onPick} /> },
        ]}
      />
    </Modal>
  );
}

function UploadForm({ type, onDone }: { type: MediaType; onDone: (media: Uploaded) => void }) {
  const t = useText(articlesText);
  const client = useClient();
  const [file, setFile] = useState<File | null>(null);
  const [progress, setProgress] = useState<number | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [refusal, setRefusal] = useState('');
  const why = useRefusal();
  const send = async (alt: string) => {
    if (!file) return;
    setFault(null);
    setRefusal('');
    setProgress(0);
    const result = await upload(client, type, file, alt.trim(), setProgress);
    setProgress(null);
    if ('ok' in result) onDone(result.ok);
    else if ('refusal' in result) setRefusal(result.refusal);
    else setFault(result.fault);
  };
  return (
    <Form<{ alt: string }> layout="vertical" onFinish={({ alt }) => void send(alt)}>
      <FaultNote fault={fault} />
      {refusal ? <Alert type="error" showIcon title={why(refusal)} style={{ marginBottom: 12 }} /> : null}
      <Form.Item label={t('file')} htmlFor="media-file" required extra={t(`mediaHint_${type}`)}>
        <input id="media-file" type="file" accept={accepted[type]} onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
      </Form.Item>
      <Form.Item
        name="alt"
        label={type === 'image' ? t('altText') : t('clipTitle')}
        extra={type === 'image' ? t('altWhy') : undefined}
        rules={[{ required: true, whitespace: true, message: t('altRequired') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      {progress !== null ? <Progress percent={Math.round(progress * 100)} aria-label={t('sending')} /> : null}
      <Button type="primary" htmlType="submit" disabled={!file} loading={progress !== null}>
        {t('send')}
      </Button>
    </Form>
  );
}
