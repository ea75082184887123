import demoYaml from './demo.yaml?raw';

/** The workspace of the demo, a file like any other workspace. */
export const demoWorkspaceText: string = demoYaml;
