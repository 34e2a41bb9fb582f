import { App, Button, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { AccessOfDocument, LiftArticleLimitDocument, LimitArticleDocument, LimitChoicesDocument, type AccessOfQuery } from '../gql/graphql';
import s from '../sharing/Sharing.module.css';
import { LimitMark } from './LimitMark';
import { accessText } from './text';

type Piece = NonNullable<AccessOfQuery['article']>;

const watched = { additionalTypenames: ['AccessLimit'] };

/** 限阅 of a piece: who sees it, and the change of that. */
export function AccessPart({ articleId, mine }: { articleId: string; mine: boolean }) {
  const t = useText(accessText);
  const common = useText(staffText);
  const { modal } = App.useApp();
  const [changing, setChanging] = useState(false);
  const lift = useAct(LiftArticleLimitDocument);
  const [{ data }] = useQuery({ query: AccessOfDocument, variables: { id: articleId }, context: watched });
  const piece = data?.article;
  if (!piece || piece.releasedAt) return null;
  const { access } = piece;
  const askLift = () =>
    modal.confirm({
      title: t('liftTitle'),
      content: t('liftNote'),
      okText: t('lift'),
      cancelText: common('cancel'),
      onOk: async () => {
        await lift.run({ id: piece.id });
      },
    });
  return (
    <section className={s.part}>
      <h3>{t('title')}</h3>
      <p className={s.quiet}>{t('note')}</p>
      <FaultNote fault={lift.fault} />
      {access ? (
        <p>
          <LimitMark access={access} />
          <span className={s.quiet}>{t('by', { name: access.setBy.name, at: stamp(access.setAt) })}</span>
        </p>
      ) : (
        <p>{t('open')}</p>
      )}
      {mine ? (
        <div className={s.acts}>
          <Button size="small" onClick={() => setChanging(true)}>
            {access ? t('change') : t('limit')}
          </Button>
          {access ? (
            <Button size="small" onClick={askLift}>
              {t('lift')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {changing ? <LimitDialog piece={piece} onClose={() => setChanging(false)} /> : null}
    </section>
  );
}

interface Values {
  departmentIds: string[];
  personIds: string[];
}

function LimitDialog({ piece, onClose }: { piece: Piece; onClose: () => void }) {
  useFocusReturn();
  const t = useText(accessText);
  const common = useText(staffText);
  const lang = useLang();
  const limit = useAct(LimitArticleDocument);
  const [search, setSearch] = useState('');
  const [{ data }] = useQuery({ query: LimitChoicesDocument, variables: { search: search || null } });
  const [form] = Form.useForm<Values>();
  const save = async (values: Values) => {
    if (await limit.run({ id: piece.id, ...values })) onClose();
  };
  const named = (each: { name: string; nameEn: string }) => (lang === 'zh' ? each.name : each.nameEn);
  const found = data?.limitChoices.map((person) => ({ value: person.id, label: `${person.name} · ${named(person.department)}` })) ?? [];
  const kept = (piece.access?.people ?? []).filter((person) => !found.some((each) => each.value === person.id)).map((person) => ({ value: person.id, label: person.name }));
  const initial: Values = {
    departmentIds: piece.access ? piece.access.departments.map((each) => each.id) : [piece.department.id],
    personIds: piece.access?.people.map((person) => person.id) ?? [],
  };
  return (
    <Modal open title={t('limit')} okText={t('save')} cancelText={common('cancel')} okButtonProps={{ loading: limit.busy }} onCancel={onClose} onOk={() => form.submit()}>
      <FaultNote fault={limit.fault} shown={['departmentIds', 'personIds']} />
      <p>{t('note')}</p>
      <Form form={form} layout="vertical" initialValues={initial} onFinish={(values) => void save(values)}>
        <Form.Item name="departmentIds" label={t('departments')} {...fieldProps(limit.fault, 'departmentIds')}>
          <Select mode="multiple" optionFilterProp="label" options={(data?.departments ?? []).map((each) => ({ value: each.id, label: named(each) }))} />
        </Form.Item>
        <Form.Item name="personIds" label={t('people')} extra={t('peopleHint')} {...fieldProps(limit.fault, 'personIds')}>
          <Select mode="multiple" showSearch={{ filterOption: false, onSearch: setSearch }} options={[...kept, ...found]} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
