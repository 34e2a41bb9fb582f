import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useQuery, type UseQueryResponse } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { FaultNote } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { MediaExchangeDocument, ReplaceMediaDocument, type MediaCardFragment, type MediaExchangeQuery } from '../gql/graphql';
import s from './FileDrawer.module.css';
import { Picker } from './Picker';
import { mediaText } from './text';

/** Choose the file that takes another's place, see in which drafts, and do it. */
export function ReplaceDialog({ file, onClose }: { file: MediaCardFragment; onClose: (changed: boolean) => void }) {
  useFocusReturn();
  const t = useText(mediaText);
  const common = useText(staffText);
  const { message } = App.useApp();
  const [chosen, setChosen] = useState<MediaCardFragment | null>(null);
  const replace = useAct(ReplaceMediaDocument);
  const plan = useQuery({
    query: MediaExchangeDocument,
    variables: { id: file.id, withId: chosen?.id ?? '' },
    pause: !chosen,
    requestPolicy: 'network-only',
  });
  const nothing = !chosen || (plan[0].data?.mediaExchange.changes.length ?? 0) === 0;
  const go = async () => {
    if (!chosen) return;
    const done = await replace.run({ id: file.id, withId: chosen.id });
    if (!done) return;
    void message.success(t('replaced', { n: String(done.replaceMedia.changes.length) }));
    onClose(true);
  };
  return (
    <Modal
      open
      width={680}
      title={t('replaceTitle')}
      okText={t('replaceDo')}
      cancelText={common('cancel')}
      okButtonProps={{ disabled: nothing, loading: replace.busy }}
      onOk={() => void go()}
      onCancel={() => onClose(false)}
    >
      <p>{t('replaceNote')}</p>
      <FaultNote fault={replace.fault} />
      {chosen ? (
        <>
          <p>
            <b>{chosen.alt || chosen.fileName}</b>{' '}
            <Button size="small" onClick={() => setChosen(null)}>
              {t('replaceOther')}
            </Button>
          </p>
          <Plan plan={plan} />
        </>
      ) : (
        <>
          <h3 className={s.heading}>{t('replacePick')}</h3>
          <Picker kind={file.kind} without={file.id} onPick={setChosen} />
        </>
      )}
    </Modal>
  );
}

function Plan({ plan }: { plan: UseQueryResponse<MediaExchangeQuery> }) {
  const t = useText(mediaText);
  return (
    <Answer query={plan}>
      {({ mediaExchange: { changes, kept, unseen } }) => (
        <>
          <h3 className={s.heading}>{t('replaceChanges', { n: String(changes.length) })}</h3>
          {changes.length === 0 ? <p>{t('replaceNothing')}</p> : null}
          <ul className={s.uses}>
            {changes.map(({ article, fields }) => (
              <li key={article.id}>
                <span>{article.title || t('untitled')}</span>
                <Fields fields={fields} />
              </li>
            ))}
          </ul>
          <Kept kept={kept} unseen={unseen} />
        </>
      )}
    </Answer>
  );
}

function Kept({ kept, unseen }: Pick<MediaExchangeQuery['mediaExchange'], 'kept' | 'unseen'>) {
  const t = useText(mediaText);
  return (
    <>
      {kept.length > 0 ? <h3 className={s.heading}>{t('replaceKeeps', { n: String(kept.length) })}</h3> : null}
      <ul className={s.uses}>
        {kept.map(({ article, why }) => (
          <li key={article.id}>
            <span>{article.title || t('untitled')}</span>
            <span className={s.where}>{t(`kept_${why}`)}</span>
          </li>
        ))}
      </ul>
      {unseen > 0 ? <p>{t('replaceUnseen', { n: String(unseen) })}</p> : null}
    </>
  );
}

function Fields({ fields }: { fields: readonly string[] }) {
  const t = useText(mediaText);
  const named = fields.map((field) => {
    const place = /^blocks\.(\d+)\./.exec(field)?.[1];
    return place === undefined ? t('fieldCover') : t('fieldBlock', { n: String(Number(place) + 1) });
  });
  return <span className={s.where}>{[...new Set(named)].join('、')}</span>;
}
