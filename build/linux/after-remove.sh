#!/bin/sh
# Runs after the files are gone. What people made with the program lies in their home folders and stays.
set -e
case "${1:-}" in
  upgrade | failed-upgrade | abort-upgrade) exit 0 ;;
esac
if [ -L '/usr/bin/${executable}' ]; then rm -f '/usr/bin/${executable}'; fi
if [ -e '/etc/apparmor.d/${executable}' ]; then
  if command -v apparmor_parser >/dev/null 2>&1; then apparmor_parser --remove '/etc/apparmor.d/${executable}' || true; fi
  rm -f '/etc/apparmor.d/${executable}'
fi
if command -v update-mime-database >/dev/null 2>&1; then update-mime-database /usr/share/mime || true; fi
if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database -q /usr/share/applications || true; fi
exit 0
