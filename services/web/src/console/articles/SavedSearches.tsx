import { DeleteOutlined, StarOutlined } from '@ant-design/icons';
import { Button, Form, Input, Popover } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { FaultNote } from '../../shared/staff/FaultNote';
import { ForgetSearchDocument, SavedSearchesDocument, SaveSearchDocument, type SearchedList } from '../gql/graphql';
import s from './SavedSearches.module.css';
import { articlesText } from './text';

export interface SavedSearchesProps {
  /** The list it is a search of. */
  list: SearchedList;
  /** The filters as they stand; none set: nothing to save. */
  filter: Record<string, string>;
  onOpen: (filter: Record<string, string>) => void;
}

/** 存下的检索: what this person looks for again and again. */
export function SavedSearches(props: SavedSearchesProps) {
  const t = useText(articlesText);
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight" destroyOnHidden content={<Panel {...props} onDone={() => setOpen(false)} />}>
      <Button icon={<StarOutlined aria-hidden />} aria-expanded={open}>
        {t('savedSearches')}
      </Button>
    </Popover>
  );
}

function Panel({ list, filter, onOpen, onDone }: SavedSearchesProps & { onDone: () => void }) {
  const t = useText(articlesText);
  const [saved, reload] = useQuery({ query: SavedSearchesDocument, variables: { list }, requestPolicy: 'cache-and-network' });
  const save = useAct(SaveSearchDocument);
  const forget = useAct(ForgetSearchDocument);
  const again = (done: unknown) => (done ? reload({ requestPolicy: 'network-only' }) : undefined);
  const rows = saved.data?.savedSearches ?? [];
  const nothing = Object.keys(filter).length === 0;
  return (
    <div className={s.panel}>
      <FaultNote fault={save.fault ?? forget.fault} shown={['name']} />
      {rows.length === 0 ? <p>{t('savedNone')}</p> : null}
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <Button
              type="link"
              onClick={() => {
                onOpen(row.filter as Record<string, string>);
                onDone();
              }}
            >
              {row.name}
            </Button>
            <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('forgetSearch', { name: row.name })} onClick={() => void forget.run({ id: row.id }).then(again)} />
          </li>
        ))}
      </ul>
      {nothing ? (
        <p className={s.hint}>{t('saveSearchHint')}</p>
      ) : (
        <Form<{ name: string }> layout="inline" onFinish={({ name }) => void save.run({ list, name, filter }).then(again)}>
          <Form.Item name="name" rules={[{ required: true, whitespace: true, message: t('required') }]}>
            <Input aria-label={t('searchName')} placeholder={t('searchName')} maxLength={40} />
          </Form.Item>
          <Button htmlType="submit" type="primary" loading={save.busy}>
            {t('saveSearch')}
          </Button>
        </Form>
      )}
    </div>
  );
}
