import { Link } from 'react-router';
import s from './TopicList.module.css';

/** 专题 as links to their pages; `label` names the list where no heading does. */
export function TopicList({ base, topics, label }: { base: string; topics: string[]; label?: string }) {
  return (
    <ul className={s.list} aria-label={label}>
      {topics.map((topic) => (
        <li key={topic}>
          <Link to={`${base}/topics/${encodeURIComponent(topic)}`}>{topic}</Link>
        </li>
      ))}
    </ul>
  );
}
