/** What the first page shows of revenue. Apart from the index of revenue, so that only it loads this. */
export { RevenueTiles } from './HomeTiles.tsx';
