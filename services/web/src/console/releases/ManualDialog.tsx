import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button, Input, Modal, Space } from 'antd';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { GiveUpManualReleaseDocument, ManualPackageDocument, ReportManualReleaseDocument, type ManualPackageQuery, type TargetPartsFragment } from '../gql/graphql';
import s from './Manual.module.css';
import { releasesText } from './text';

type Package = ManualPackageQuery['manualPackage'];

/** What a person pastes on a platform that takes no publication of ours, and where they say where it stands. */
export function ManualDialog({ target, onClose }: { target: TargetPartsFragment; onClose: () => void }) {
  useFocusReturn();
  const t = useText(releasesText);
  const common = useText(staffText);
  const [pack] = useState(target.id);
  const answer = useQuery({ query: ManualPackageDocument, variables: { targetId: pack } });
  const report = useAct(ReportManualReleaseDocument);
  const giveUp = useAct(GiveUpManualReleaseDocument);
  const [url, setUrl] = useState('');
  const [givingUp, setGivingUp] = useState(false);
  const enter = async () => {
    if (await report.run({ targetId: target.id, url: url.trim() })) onClose();
  };
  return (
    <Modal open width={760} title={t('manualTitle', { name: target.account.name })} footer={null} closable={{ 'aria-label': common('close') }} onCancel={onClose}>
      <p>{t('manualLead')}</p>
      {target.errorCode === 'PAGE_NOT_READ' ? <Alert type="error" showIcon title={target.errorText} style={{ marginBottom: 12 }} /> : null}
      <h3 className={s.step}>{t('manualStep1')}</h3>
      <Answer query={answer}>{(data) => <Parts pack={data.manualPackage} />}</Answer>
      <h3 className={s.step}>{t('manualStep2')}</h3>
      <h3 className={s.step}>{t('manualStep3')}</h3>
      <FaultNote fault={report.fault} shown={['url']} />
      <div className={s.enter}>
        <Input
          aria-label={t('address')}
          aria-invalid={fieldProps(report.fault, 'url').validateStatus === 'error'}
          placeholder="https://"
          type="url"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
          onPressEnter={() => void enter()}
        />
        <Button type="primary" loading={report.busy} disabled={url.trim() === ''} onClick={() => void enter()}>
          {t('manualReport')}
        </Button>
        <Button danger onClick={() => setGivingUp(true)}>
          {t('manualGiveUp')}
        </Button>
      </div>
      {fieldProps(report.fault, 'url').help ? <p role="alert">{fieldProps(report.fault, 'url').help}</p> : null}
      <ReasonDialog
        open={givingUp}
        title={t('manualGiveUp')}
        note={t('manualGiveUpNote')}
        okText={t('manualGiveUp')}
        danger
        busy={giveUp.busy}
        fault={giveUp.fault}
        onCancel={() => setGivingUp(false)}
        onConfirm={(reason) => {
          void giveUp.run({ targetId: target.id, reason }).then((done) => (done ? onClose() : undefined));
        }}
      />
    </Modal>
  );
}

function Parts({ pack }: { pack: Package }) {
  const t = useText(releasesText);
  return (
    <>
      <Copied label={t('manualTextTitle')} text={pack.title} />
      {pack.summary ? <Copied label={t('manualSummary')} text={pack.summary} /> : null}
      <Copied label={t('manualBody')} text={pack.text} html={pack.html} />
      <p className={s.label}>{t('pictures')}</p>
      {pack.pictures.length === 0 ? <p>{t('noPictures')}</p> : null}
      <ol className={s.pictures}>
        {pack.pictures.map((picture) => (
          <li key={picture.number}>
            <a href={picture.url} download={picture.fileName}>
              <img src={picture.url} alt={picture.alt} />
              <span>{picture.number === 0 ? t('cover') : picture.fileName}</span>
            </a>
          </li>
        ))}
      </ol>
      <Button icon={<DownloadOutlined aria-hidden />} href={pack.fileUrl} download>
        {t('takeAll')}
      </Button>
    </>
  );
}

/** A text to copy; where the browser does not let us, it stands there to be selected. */
function Copied({ label, text, html }: { label: string; text: string; html?: string }) {
  const t = useText(releasesText);
  const [said, setSaid] = useState<'copied' | 'notCopied' | null>(null);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(null), 4000);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = (write: () => Promise<void>) => void write().then(
    () => setSaid('copied'),
    () => setSaid('notCopied'),
  );
  const plain = () => navigator.clipboard.writeText(text);
  const dressed = () =>
    navigator.clipboard.write([
      new ClipboardItem({ 'text/html': new Blob([html ?? ''], { type: 'text/html' }), 'text/plain': new Blob([text], { type: 'text/plain' }) }),
    ]);
  return (
    <div className={s.part}>
      <div className={s.head}>
        <span className={s.label}>{label}</span>
        <Space wrap size={4}>
          {html ? (
            <Button size="small" onClick={() => copy(dressed)}>
              {t('copyHtml')}
            </Button>
          ) : null}
          <Button size="small" aria-label={`${t(html ? 'copyText' : 'copy')} ${label}`} onClick={() => copy(plain)}>
            {t(html ? 'copyText' : 'copy')}
          </Button>
          <span role="status">{said ? t(said) : ''}</span>
        </Space>
      </div>
      <pre className={s.text} tabIndex={0} aria-label={label}>
        {text}
      </pre>
    </div>
  );
}
