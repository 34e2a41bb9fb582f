import { Button, Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { DrawRelayDocument, RecordRelayLookDocument, type RelayDrawPartsFragment, type RelayFound } from '../gql/graphql';
import s from './Relay.module.css';
import type { Task } from './TaskPage';
import { relayText } from './text';

const founds: RelayFound[] = ['AS_ORDERED', 'ALTERED', 'GONE', 'UNREADABLE', 'OTHER'];

/** What was drawn for a look, by whom, from which seed, and what was found. */
export function Draws({ task, onChanged }: { task: Task; onChanged: () => void }) {
  const t = useText(relayText);
  const draw = useAct(DrawRelayDocument);
  const [looking, setLooking] = useState<{ drawId: string; accountId: string } | null>(null);
  const named = (id: string) => task.copies.find((copy) => copy.accountId === id)?.accountName ?? id;
  return (
    <>
      <FaultNote fault={draw.fault} />
      <p className={s.quiet}>{t('drawNote')}</p>
      {task.draws.length === 0 ? <p>{t('noDraws')}</p> : null}
      <ul className={s.draws}>
        {task.draws.map((one) => (
          <li key={one.id}>
            <strong>{t('drawnBy', { who: one.drawnBy.name, at: stamp(one.drawnAt) })}</strong>{' '}
            <Mark tone={one.repeats ? 'good' : 'bad'}>{t(one.repeats ? 'repeats' : 'repeatsNot')}</Mark>
            <span className={s.quiet}>
              {t('pool', { n: one.poolAccountIds.length })} · {t('seed')} <span className={s.digest}>{one.seed}</span>
            </span>
            <Looks draw={one} named={named} onLook={(accountId) => setLooking({ drawId: one.id, accountId })} />
          </li>
        ))}
      </ul>
      <Button loading={draw.busy} onClick={() => void draw.run({ id: task.id }).then((done) => done && onChanged())}>
        {t('draw')}
      </Button>
      {looking ? (
        <LookDialog
          {...looking}
          name={named(looking.accountId)}
          onClose={(done) => {
            setLooking(null);
            if (done) onChanged();
          }}
        />
      ) : null}
    </>
  );
}

function Looks({ draw, named, onLook }: { draw: RelayDrawPartsFragment; named: (id: string) => string; onLook: (accountId: string) => void }) {
  const t = useText(relayText);
  return (
    <ul className={s.looks}>
      {draw.accountIds.map((id) => {
        const look = draw.looks.find((one) => one.accountId === id);
        return (
          <li key={id}>
            <span lang="zh-CN">{named(id)}</span>
            {look ? (
              <>
                <Mark tone={look.found === 'AS_ORDERED' ? 'good' : 'bad'}>{t(`found_${look.found}`)}</Mark>
                {look.note ? <span lang="zh-CN">{look.note}</span> : null}
                <span className={s.quiet}>{t('lookedBy', { who: look.lookedBy.name, at: stamp(look.lookedAt) })}</span>
              </>
            ) : (
              <>
                <Mark tone="info">{t('notLooked')}</Mark>
                <Button size="small" aria-label={t('lookOf', { name: named(id) })} onClick={() => onLook(id)}>
                  {t('look')}
                </Button>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function LookDialog({ drawId, accountId, name, onClose }: { drawId: string; accountId: string; name: string; onClose: (done: boolean) => void }) {
  useFocusReturn();
  const t = useText(relayText);
  const common = useText(staffText);
  const act = useAct(RecordRelayLookDocument);
  const [found, setFound] = useState<RelayFound>('AS_ORDERED');
  const [note, setNote] = useState('');
  const save = async () => {
    if (await act.run({ drawId, accountId, found, note })) onClose(true);
  };
  return (
    <Modal open title={t('lookTitle', { name })} okText={t('save')} cancelText={common('cancel')} okButtonProps={{ loading: act.busy }} onCancel={() => onClose(false)} onOk={() => void save()}>
      <FaultNote fault={act.fault} shown={['note']} />
      <Form layout="vertical" component="div">
        <Form.Item label={t('found')}>
          <Radio.Group vertical value={found} onChange={(event) => setFound(event.target.value as RelayFound)} options={founds.map((value) => ({ value, label: t(`found_${value}`) }))} />
        </Form.Item>
        <Form.Item label={t('lookNote')} htmlFor="look-note" required={found !== 'AS_ORDERED'} extra={t('lookNoteRequired')} {...fieldProps(act.fault, 'note')}>
          <Input.TextArea id="look-note" rows={2} maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
