#!/bin/sh
# The command "meridian": with one of its words it answers on this terminal, without a window and without a display;
# with anything else (nothing, a link, a workspace file, options) it opens the window.
set -eu
self=$(readlink -f -- "$0")
program=$(dirname -- "$(dirname -- "$self")")/meridian
case "${1:-}" in
  status | serve | simulate | help | version | --help | -h | --version)
    # Chromium has nothing to do here: no display, no graphics, no log. What follows "--" is ours.
    exec "$program" --meridian-command-line --ozone-platform=headless --disable-gpu --disable-logging --log-level=3 -- "$@"
    ;;
  *)
    exec "$program" "$@"
    ;;
esac
