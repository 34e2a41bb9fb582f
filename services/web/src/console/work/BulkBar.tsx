import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { staffText } from '../../shared/staff/text';
import { ClassMarks } from '../articles/ClassMarks';
import { PassStepsDocument, type PassStepsMutation, type WorkPartsFragment } from '../gql/graphql';
import { useWord } from '../words';
import { workText } from './text';
import s from './Work.module.css';

type Outcome = PassStepsMutation['passSteps'][number];

export interface BulkBarProps {
  /** Those chosen. */
  items: WorkPartsFragment[];
  onClear: () => void;
}

/** 批量通过: says what is chosen, shows each piece once more, and then what became of each. */
export function BulkBar({ items, onClear }: BulkBarProps) {
  const t = useText(workText);
  const [asking, setAsking] = useState<WorkPartsFragment[] | null>(null);
  if (items.length === 0 && !asking) return null;
  return (
    <section className={s.bulk} aria-label={t('bulk')}>
      <span role="status">{t('chosen', { n: items.length })}</span>
      <Button type="primary" onClick={() => setAsking(items)}>
        {t('bulkAct')}
      </Button>
      <Button onClick={onClear}>{t('bulkClear')}</Button>
      {asking ? (
        <BulkDialog
          items={asking}
          onClose={(done) => {
            setAsking(null);
            if (done) onClear();
          }}
        />
      ) : null}
    </section>
  );
}

function BulkDialog({ items, onClose }: { items: WorkPartsFragment[]; onClose: (done: boolean) => void }) {
  const t = useText(workText);
  const common = useText(staffText);
  const word = useWord();
  const pass = useAct(PassStepsDocument);
  const [note, setNote] = useState('');
  const [outcomes, setOutcomes] = useState<Outcome[] | null>(null);
  const run = async () => {
    const stepIds = items.flatMap((item) => (item.step ? [item.step.id] : []));
    const data = await pass.run({ stepIds, reason: note.trim() });
    if (data) setOutcomes(data.passSteps);
  };
  const done = outcomes !== null;
  return (
    <Modal
      open
      width={640}
      title={done ? t('bulkDone') : t('bulkTitle', { n: items.length })}
      okText={done ? common('close') : t('bulkConfirm', { n: items.length })}
      cancelText={common('cancel')}
      okButtonProps={{ loading: pass.busy }}
      {...(done ? { cancelButtonProps: { hidden: true } } : {})}
      onOk={() => (done ? onClose(true) : void run())}
      onCancel={() => onClose(done)}
    >
      <FaultNote fault={pass.fault} />
      <p>{done ? t('bulkDoneNote') : t('bulkNote')}</p>
      <ul className={s.pieces}>
        {items.map((item) => (
          <li key={item.step?.id ?? item.subjectId}>
            <strong>{item.title}</strong>
            <span className={s.class}>
              {item.step ? word('kind', item.step.article.kind) : null} {item.note}
              {item.step ? <ClassMarks piece={item.step.article} /> : null}
              <Became outcome={outcomes?.find((outcome) => outcome.stepId === item.step?.id)} />
            </span>
          </li>
        ))}
      </ul>
      {done ? null : <Input.TextArea aria-label={t('bulkReason')} placeholder={t('bulkReason')} rows={2} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />}
    </Modal>
  );
}

function Became({ outcome }: { outcome: Outcome | undefined }) {
  const t = useText(workText);
  if (!outcome) return null;
  return outcome.refusal ? (
    <>
      <Mark tone="warn">{t('bulkRefused')}</Mark> {outcome.refusal.message}
    </>
  ) : (
    <Mark tone="good">{t('bulkPassed')}</Mark>
  );
}
