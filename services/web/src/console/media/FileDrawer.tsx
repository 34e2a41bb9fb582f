import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { isoDay, stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { FaultNote } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { Empty } from '../../shared/states/States';
import { DeleteMediaDocument, MediaFileDocument, RestoreMediaDocument, type MediaFileQuery } from '../gql/graphql';
import { CardForm } from './CardForm';
import s from './FileDrawer.module.css';
import { LicenceMark } from './Grid';
import { ReplaceDialog } from './ReplaceDialog';
import { Replacements } from './Replacements';
import { mediaText } from './text';
import { Uses } from './Uses';

type File = NonNullable<MediaFileQuery['mediaFile']>;

/** One file: what it is, what is said of it, where it is used, and what may be done with it. */
export function FileDrawer({ id, onClose, onChanged }: { id: string | null; onClose: () => void; onChanged: () => void }) {
  const t = useText(mediaText);
  return (
    <Drawer open={id !== null} onClose={onClose} size={520} title={t('details')}>
      {id ? <Shown key={id} id={id} onChanged={onChanged} /> : null}
    </Drawer>
  );
}

function Shown({ id, onChanged }: { id: string; onChanged: () => void }) {
  const t = useText(mediaText);
  const query = useQuery({ query: MediaFileDocument, variables: { id }, requestPolicy: 'cache-and-network' });
  const again = () => {
    query[1]({ requestPolicy: 'network-only' });
    onChanged();
  };
  return (
    <Answer query={query}>
      {({ mediaFile, mediaReplacements }) =>
        mediaFile ? (
          <>
            <Look file={mediaFile} />
            <LicenceMark licence={mediaFile.licence} />
            {mediaFile.actions.includes('edit') ? <CardForm file={mediaFile} onSaved={again} /> : null}
            <Facts file={mediaFile} />
            <Uses uses={mediaFile.uses} />
            <Replacements rows={mediaReplacements} keeps={mediaFile.actions.includes('replace')} onUndone={again} />
            <Acts file={mediaFile} onDone={again} />
          </>
        ) : (
          <Empty title={t('noneFound')} />
        )
      }
    </Answer>
  );
}

function Look({ file }: { file: File }) {
  if (file.state !== 'ready') return null;
  if (file.kind === 'IMAGE') return <img className={s.look} src={file.url} srcSet={file.srcSet ?? undefined} sizes="(max-width: 520px) 90vw, 470px" alt={file.alt} />;
  if (file.kind === 'AUDIO') return <audio className={s.look} src={file.url} controls aria-label={file.alt || file.fileName} />;
  if (file.kind === 'VIDEO') return <video className={s.look} src={file.url} controls aria-label={file.alt || file.fileName} />;
  return (
    <p>
      <a href={file.url} download>
        {file.fileName}
      </a>
    </p>
  );
}

/** What the file is, whoever says what of it. */
function Facts({ file }: { file: File }) {
  const t = useText(mediaText);
  const rows: [string, string][] = [
    [t('facts'), `${file.fileName} · ${file.mime}`],
    [t('size'), sizeOf(file.bytes)],
    ...(file.width && file.height ? ([[t('measures'), `${String(file.width)} × ${String(file.height)}`]] as [string, string][]) : []),
    ...(file.kind === 'IMAGE' ? ([[t('widths'), file.renditions.map((one) => `${String(one.width)}（${sizeOf(one.bytes)}）`).join('、') || t('widthsNone')]] as [string, string][]) : []),
    [t('uploadedBy'), `${file.uploadedBy.name} · ${stamp(file.createdAt)}`],
    [t('digest'), file.sha256 ?? '—'],
  ];
  return (
    <dl className={s.facts}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Acts({ file, onDone }: { file: File; onDone: () => void }) {
  const t = useText(mediaText);
  const common = useText(staffText);
  const { modal } = App.useApp();
  const [replacing, setReplacing] = useState(false);
  const remove = useAct(DeleteMediaDocument);
  const restore = useAct(RestoreMediaDocument);
  const may = (act: string) => file.actions.includes(act);
  const ask = () =>
    modal.confirm({
      title: t('deleteTitle', { name: file.alt || file.fileName }),
      content: t('deleteNote'),
      okText: t('delete'),
      cancelText: common('cancel'),
      okButtonProps: { danger: true },
      onOk: async () => {
        if (await remove.run({ id: file.id })) onDone();
      },
    });
  return (
    <div className={s.acts}>
      <FaultNote fault={remove.fault ?? restore.fault} />
      {file.deletedAt ? <p>{t('deletedOn', { day: isoDay(file.deletedAt) })}</p> : null}
      {may('replace') ? <Button onClick={() => setReplacing(true)}>{t('replace')}</Button> : null}
      {may('delete') ? (
        <Button danger disabled={file.uses.length > 0} loading={remove.busy} onClick={ask} title={t('deleteNote')}>
          {t('delete')}
        </Button>
      ) : null}
      {may('restore') ? (
        <Button loading={restore.busy} onClick={() => void restore.run({ id: file.id }).then((done) => (done ? onDone() : undefined))}>
          {t('restore')}
        </Button>
      ) : null}
      {replacing ? (
        <ReplaceDialog
          file={file}
          onClose={(changed) => {
            setReplacing(false);
            if (changed) onDone();
          }}
        />
      ) : null}
    </div>
  );
}

function sizeOf(bytes: number): string {
  return bytes < 1_048_576 ? `${String(Math.max(1, Math.round(bytes / 1024)))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
