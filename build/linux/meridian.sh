#!/bin/sh
# The command "meridian": with one of its words it answers on this terminal, without a window; with anything else
# (nothing, a link, a workspace file, options) it opens the window.
set -eu
self=$(readlink -f -- "$0")
program=$(dirname -- "$(dirname -- "$self")")/meridian
case "${1:-}" in
  status | serve | simulate | help | version | --help | -h | --version) ;;
  *) exec "$program" "$@" ;;
esac

# The runtime wants a display even where it shows nothing; a virtual one will do.
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  if command -v xvfb-run >/dev/null 2>&1; then
    exec xvfb-run -a "$program" --meridian-command-line --disable-gpu --disable-logging --log-level=3 -- "$@"
  fi
  echo "meridian: there is no display here, and no xvfb-run (apt-get install xvfb xauth) to stand in for one" >&2
  exit 69
fi
# What follows "--" is ours; Chromium takes nothing from there.
exec "$program" --meridian-command-line --disable-gpu --disable-logging --log-level=3 -- "$@"
