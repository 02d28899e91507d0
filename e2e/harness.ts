/** The front door of the tests in a browser: a running town, a person's browser, and what every page must keep. */
export { openBrowser, type Visitor, type VisitorOptions, visit } from './harness/browser.ts';
export { type FirstVisit, measureFirstVisit } from './harness/first-visit.ts';
export { focusIsVisible, tabTo } from './harness/keyboard.ts';
export { doubledTextFaults, sidewaysFaults } from './harness/layout.ts';
export { accessibilityFaults, htmlFaults } from './harness/page-checks.ts';
export { type RunningTown, startTown, type TownOptions } from './harness/server.ts';
export type { Form, Press, Shown } from './harness/shown.ts';
export { signInAs, signInAsStaff, signOut } from './harness/sign-in.ts';
export { type Fill, type Walker, walker } from './harness/walker.ts';
export { pageFaults, picture, sentFaults, whole } from './harness/whole-page.ts';
