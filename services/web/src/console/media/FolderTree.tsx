import { EditOutlined, FolderAddOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useText } from '../../shared/i18n/text';
import { FolderDialog } from './FolderDialog';
import s from './MediaPage.module.css';
import { mediaText } from './text';
import { inOrder, type Folder } from './tree';

export interface FolderTreeProps {
  folders: readonly Folder[];
  current: string;
  /** Whether the person keeps the library. */
  keeps: boolean;
  onOpen: (id: string) => void;
  onChanged: () => void;
}

/** The department's folders, one below another; the one that is open is told to those who listen too. */
export function FolderTree({ folders, current, keeps, onOpen, onChanged }: FolderTreeProps) {
  const t = useText(mediaText);
  const [editing, setEditing] = useState<Folder | 'new' | null>(null);
  const close = (changed: boolean) => {
    setEditing(null);
    if (changed) onChanged();
  };
  return (
    <nav className={s.folders} aria-label={t('folders')}>
      <h2>{t('folders')}</h2>
      <ul>
        <li className={s.folder}>
          <button type="button" aria-current={current === ''} onClick={() => onOpen('')}>
            {t('allFiles')}
          </button>
        </li>
        {inOrder(folders).map((folder) => (
          <li key={folder.id} className={s.folder} style={{ paddingLeft: folder.depth * 14 }}>
            <button type="button" aria-current={current === folder.id} onClick={() => onOpen(folder.id)}>
              {folder.name} <span className={s.count} aria-label={t('files', { n: String(folder.files) })}>{folder.files}</span>
            </button>
            {keeps ? (
              <Button type="text" size="small" icon={<EditOutlined aria-hidden />} aria-label={t('folderChange', { name: folder.name })} onClick={() => setEditing(folder)} />
            ) : null}
          </li>
        ))}
      </ul>
      {keeps ? (
        <Button type="link" icon={<FolderAddOutlined aria-hidden />} onClick={() => setEditing('new')}>
          {t('folderAdd')}
        </Button>
      ) : null}
      {editing ? <FolderDialog folder={editing === 'new' ? null : editing} folders={folders} within={current} onClose={close} /> : null}
    </nav>
  );
}
