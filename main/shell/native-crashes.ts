import { app, crashReporter } from 'electron';

/** Dumps of crashes below JavaScript, of every process of the app. They stay in `folder`; nothing is ever sent. */
export function keepNativeCrashes(folder: string): void {
  app.setPath('crashDumps', folder);
  crashReporter.start({ uploadToServer: false });
}
