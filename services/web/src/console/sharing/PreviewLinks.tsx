import { Button, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { MakePreviewLinkDocument, RevokePreviewLinkDocument, type PreviewLinkPartsFragment, type SharingQuery } from '../gql/graphql';
import { Once } from './Once';
import s from './Sharing.module.css';
import { sharingText } from './text';

type Piece = NonNullable<SharingQuery['article']>;

/** The links to a piece: whom they were made for, how often they were opened, and their end. */
export function PreviewLinks({ piece, mine }: { piece: Piece; mine: boolean }) {
  const t = useText(sharingText);
  const revoke = useAct(RevokePreviewLinkDocument);
  const [making, setMaking] = useState(false);
  return (
    <section className={s.part}>
      <h3>{t('links')}</h3>
      <p className={s.quiet}>{t('linksNote')}</p>
      <FaultNote fault={revoke.fault} />
      {piece.previewLinks.length === 0 ? <p>{t('noLinks')}</p> : null}
      <ul className={s.rows}>
        {piece.previewLinks.map((link) => (
          <li key={link.id}>
            <strong>{link.label}</strong> <LinkMark link={link} />{' '}
            {link.mayRevoke ? (
              <Button size="small" danger disabled={revoke.busy} aria-label={t('revokeOf', { label: link.label })} onClick={() => void revoke.run({ id: link.id })}>
                {t('revoke')}
              </Button>
            ) : null}
            <span className={s.quiet}>
              {versionOf(piece, link) ?? t('current')} · {t('until', { at: stamp(link.expiresAt) })} · {link.openedAt ? t('opened', { n: link.opened, at: stamp(link.openedAt) }) : t('neverOpened')}
            </span>
          </li>
        ))}
      </ul>
      {mine ? (
        <Button size="small" onClick={() => setMaking(true)}>
          {t('make')}
        </Button>
      ) : null}
      {making ? <MakeDialog piece={piece} onClose={() => setMaking(false)} /> : null}
    </section>
  );

  function versionOf(of: Piece, link: PreviewLinkPartsFragment): string | null {
    const revision = of.revisions.find((each) => each.id === link.revisionId);
    return revision ? t('revision', { n: revision.number }) : null;
  }
}

function LinkMark({ link }: { link: PreviewLinkPartsFragment }) {
  const t = useText(sharingText);
  if (link.opens) return <Mark tone="good">{t('open')}</Mark>;
  return <Mark tone="neutral">{link.revokedAt ? t('revoked') : t('ended')}</Mark>;
}

interface Values {
  label: string;
  revisionId: string;
  days: number;
}

function MakeDialog({ piece, onClose }: { piece: Piece; onClose: () => void }) {
  useFocusReturn();
  const t = useText(sharingText);
  const common = useText(staffText);
  const make = useAct(MakePreviewLinkDocument);
  const [form] = Form.useForm<Values>();
  const [url, setUrl] = useState('');
  const save = async ({ label, revisionId, days }: Values) => {
    const data = await make.run({ articleId: piece.id, revisionId: revisionId || null, label, days });
    if (data) setUrl(data.makePreviewLink.url);
  };
  const required = [{ required: true, whitespace: true, message: t('required') }];
  return (
    <Modal
      open
      title={t('make')}
      okText={url ? t('done') : t('send')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: make.busy }}
      onCancel={onClose}
      onOk={() => (url ? onClose() : form.submit())}
    >
      <FaultNote fault={make.fault} shown={['label', 'days']} />
      {url ? (
        <Once url={url} />
      ) : (
        <Form form={form} layout="vertical" initialValues={{ label: '', revisionId: '', days: 7 }} onFinish={(values) => void save(values)}>
          <Form.Item name="label" label={t('label')} extra={t('labelHint')} rules={required} {...fieldProps(make.fault, 'label')}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="revisionId" label={t('version')}>
            <Select options={[{ value: '', label: t('current') }, ...piece.revisions.map((revision) => ({ value: revision.id, label: t('revision', { n: revision.number }) }))]} />
          </Form.Item>
          <Form.Item name="days" label={t('days')} {...fieldProps(make.fault, 'days')}>
            <InputNumber min={1} max={366} precision={0} />
          </Form.Item>
        </Form>
      )}
    </Modal>
  );
}
