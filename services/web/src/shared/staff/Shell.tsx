import { LogoutOutlined, MenuOutlined } from '@ant-design/icons';
import { Button, Drawer } from 'antd';
import { useState, type ReactNode } from 'react';
import { NavLink, Outlet, useLocation } from 'react-router';
import { sharedText } from '../i18n/shared';
import { useText } from '../i18n/text';
import { ErrorBoundary } from '../states/ErrorBoundary';
import { KeyHelp } from './KeyHelp';
import { LangSwitch } from './LangSwitch';
import s from './Shell.module.css';
import { staffText } from './text';

export interface NavItem {
  to: string;
  label: string;
  icon: ReactNode;
  /** How many things wait there. */
  count?: number;
}

export interface ShellProps {
  home: string;
  /** The county and department one acts for. */
  place: string;
  person: string;
  items: NavItem[];
  /** What stands ready on every page, beside who one is. */
  tools?: ReactNode;
  /** What everyone must know on every page, above it. */
  notice?: ReactNode;
  onSignOut: () => void;
}

/** The frame of the staff areas: navigation at the left (a drawer on a phone), who one is at the top. */
export function Shell({ home, place, person, items, tools, notice, onSignOut }: ShellProps) {
  const t = useText(staffText);
  const shared = useText(sharedText);
  const [open, setOpen] = useState(false);
  const path = useLocation().pathname;
  const nav = <Nav items={items} onPick={() => setOpen(false)} />;
  return (
    <div className={s.frame}>
      <a className="jz-skip" href="#content">
        {shared('skip')}
      </a>
      <header className={s.top}>
        <Button className={s.menu} type="text" icon={<MenuOutlined />} aria-label={t('menu')} onClick={() => setOpen(true)} />
        <NavLink className={s.brand} to={home}>
          <img src="/juzhen.svg" alt="" width={22} height={22} />
          {shared('brand')}
        </NavLink>
        <span className={s.place}>{place}</span>
        <span className={s.grow} />
        {tools}
        <LangSwitch />
        <span className={s.person}>{person}</span>
        <Button type="text" icon={<LogoutOutlined />} aria-label={t('signOut')} title={t('signOut')} onClick={onSignOut} />
      </header>
      <div className={s.side}>
        <div className={s.stay}>{nav}</div>
      </div>
      <Drawer open={open} onClose={() => setOpen(false)} placement="left" size={240} title={shared('brandLong')} styles={{ body: { padding: 8 } }}>
        {nav}
      </Drawer>
      <main id="content" className={s.main} tabIndex={-1}>
        {notice}
        <ErrorBoundary key={path}>
          <Outlet />
        </ErrorBoundary>
      </main>
      <KeyHelp />
    </div>
  );
}

function Nav({ items, onPick }: { items: NavItem[]; onPick: () => void }) {
  const t = useText(staffText);
  return (
    <nav aria-label={t('nav')}>
      <ul className={s.nav}>
        {items.map((item) => (
          <li key={item.to}>
            <NavLink to={item.to} onClick={onPick} className={({ isActive }) => (isActive ? `${s.link} ${s.active}` : (s.link ?? ''))}>
              <span aria-hidden="true">{item.icon}</span>
              <span className={s.grow}>{item.label}</span>
              {item.count ? <span className={s.count}>{item.count}</span> : null}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
